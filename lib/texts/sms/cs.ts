import type { SmsTexts } from './en.ts'

export const cs: SmsTexts = {
  // Not «kód pro přihlášení»: GSM-7 has no ó, ř, á or š.
  text: ['{code} je PIN pro vstup do {brand}. Platnost: {minutes}. Nikomu ho neprozrazujte.'],
  voice:
    'Dobrý den. Toto je zpráva od {brand}. Váš ověřovací kód je: {code}. Opakujeme: {code}. Kód platí {minutes}. Nikomu ho neprozrazujte. Na shledanou.',
  pause: ', ',
  minutes: { few: '{n} minuty', other: '{n} minut' },
}
