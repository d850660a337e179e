import type { SmsTexts } from './en.ts'

export const ro: SmsTexts = {
  text: ['{code} este codul de verificare {brand}. Este valabil {minutes}. A nu se divulga altor persoane.'],
  voice:
    'Bună ziua. Acesta este un mesaj de la {brand}. Codul de verificare este: {code}. Repetăm: {code}. Codul este valabil {minutes}. Nu îl divulgați nimănui. La revedere.',
  pause: ', ',
  minutes: { other: '{n} minute' },
}
