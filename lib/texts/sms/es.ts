import type { SmsTexts } from './en.ts'

export const es: SmsTexts = {
  // Not «código»: GSM-7 has no ó.
  text: ['{code} es su clave de un solo uso para {brand}. Caduca en {minutes}. No la comparta con nadie.'],
  voice:
    'Hola. Este es un mensaje de {brand}. Su código de verificación es: {code}. Lo repetimos: {code}. Caduca en {minutes}. No lo comparta con nadie. Adiós.',
  pause: ', ',
  minutes: { other: '{n} minutos' },
}
