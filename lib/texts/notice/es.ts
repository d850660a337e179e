import type { NoticeTexts } from './en.ts'

export const es: NoticeTexts = {
  linked: {
    subject: 'Se ha añadido un teléfono a su cuenta de {app}',
    headline: 'Su teléfono se ha añadido',
    what: 'El número {phone} se ha añadido a su cuenta. A partir de ahora también podrá iniciar sesión con un código enviado a ese número.',
  },
  replaced: {
    subject: 'Se ha cambiado el teléfono de su cuenta de {app}',
    headline: 'Su teléfono se ha cambiado',
    what: 'El número de su cuenta es ahora {phone}. El número anterior ya no sirve para iniciar sesión.',
  },
  removed: {
    subject: 'Se ha eliminado el teléfono de su cuenta de {app}',
    headline: 'Su teléfono se ha eliminado',
    what: 'El número {phone} se ha eliminado de su cuenta y ya no sirve para iniciar sesión. Podrá entrar con un código enviado a su correo electrónico.',
  },
  whenAndWhere: 'Cuándo: {time}. Dónde: {country}, según la conexión a internet.',
  when: 'Cuándo: {time}.',
  todo: 'Si no ha sido usted, inicie sesión con su correo electrónico, elimine cualquier número que no sea suyo y póngase en contacto con el servicio de asistencia.',
  todoWithLink: 'Si no ha sido usted, avísenos cuanto antes a través de este enlace:',
  greeting: 'Hola:',
  closing: 'Un cordial saludo, el equipo de {app}',
}
