import type { FormTexts } from './en.ts'

export const es: FormTexts = {
  offer: {
    title: '¿Desea añadir su número de móvil?',
    body: 'Así tendrá una segunda forma de iniciar sesión en esta cuenta: le enviaremos un código por SMS. Pueden aplicarse las tarifas habituales de su operador.',
    accept: 'Añadir mi número',
    later: 'Ahora no',
  },
  required: {
    title: 'Añada su número de móvil',
    body: 'Esta aplicación pide un número de móvil como segunda forma de iniciar sesión en su cuenta. Lo confirmaremos con un código por SMS; pueden aplicarse las tarifas habituales de su operador. Sin un número no podrá continuar.',
    accept: 'Añadir mi número',
    cancel: 'Cancelar',
  },
  number: {
    title: 'Su número de móvil',
    body: 'Enviaremos un código por SMS a este número para confirmar que es suyo. Pueden aplicarse las tarifas habituales de su operador.',
    label: 'Número de móvil',
    hint: 'Elija su país e introduzca el número.',
    countryFilter: 'Buscar un país',
    next: 'Continuar',
    later: 'Ahora no',
  },
  removal: {
    title: '¿Desea eliminar su teléfono?',
    body: 'El número {phone} dejará de servir para iniciar sesión en esta cuenta.',
    consequences:
      'A partir de entonces solo podrá iniciar sesión con un código enviado a su correo electrónico. Podrá volver a añadir un teléfono cuando quiera.',
    confirm: 'Eliminar el teléfono',
    keep: 'Conservar el teléfono',
  },
  notice: {
    button: 'Continuar',
    notYou:
      'Si no ha sido usted, inicie sesión con su correo electrónico y elimine cualquier número que no sea suyo, o póngase en contacto con el servicio de asistencia.',
    emailed: 'También enviamos este mensaje a su correo electrónico.',
  },
  errors: {
    ERR_REQUIRED_PROPERTY: 'Rellene este campo.',
    ERR_TEL_EXPECTED: 'Introduzca un número de teléfono válido.',
    ERR_INVALID_INPUT: 'Hay algo que no es correcto. Revise lo que ha introducido.',
  },
}
