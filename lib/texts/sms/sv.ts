import type { SmsTexts } from './en.ts'

export const sv: SmsTexts = {
  text: ['{code} är din verifieringskod för {brand}. Den gäller i {minutes}. Dela den inte med någon.'],
  voice:
    'Hej. Det här är ett meddelande från {brand}. Din verifieringskod är: {code}. En gång till: {code}. Den gäller i {minutes}. Dela den inte med någon. Hej då.',
  pause: ', ',
  minutes: { other: '{n} minuter' },
}
