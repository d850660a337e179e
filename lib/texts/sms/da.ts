import type { SmsTexts } from './en.ts'

export const da: SmsTexts = {
  text: ['{code} er din bekræftelseskode til {brand}. Den gælder i {minutes}. Del den ikke med nogen.'],
  voice:
    'Hej. Dette er en besked fra {brand}. Din bekræftelseskode er: {code}. En gang til: {code}. Den gælder i {minutes}. Del den ikke med nogen. Farvel.',
  pause: ', ',
  minutes: { other: '{n} minutter' },
}
