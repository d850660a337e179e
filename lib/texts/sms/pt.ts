import type { SmsTexts } from './en.ts'

export const pt: SmsTexts = {
  // Not «código»: GSM-7 has no ó.
  text: ['{code} é o seu PIN de acesso a {brand}. Expira em {minutes}. Nunca o revele a ninguém.'],
  voice:
    'Olá. Esta é uma mensagem de {brand}. O seu código de verificação é: {code}. Repetimos: {code}. O código expira em {minutes}. Não o revele a ninguém. Até logo.',
  pause: ', ',
  minutes: { other: '{n} minutos' },
}
