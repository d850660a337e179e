import type { SmsTexts } from './en.ts'

export const nb: SmsTexts = {
  text: ['{code} er bekreftelseskoden din for {brand}. Den gjelder i {minutes}. Ikke del den med noen.'],
  voice:
    'Hei. Dette er en melding fra {brand}. Bekreftelseskoden din er: {code}. Én gang til: {code}. Den gjelder i {minutes}. Ikke del den med noen. Ha det bra.',
  pause: ', ',
  minutes: { other: '{n} minutter' },
}
