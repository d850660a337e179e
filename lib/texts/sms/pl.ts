import type { SmsTexts } from './en.ts'

export const pl: SmsTexts = {
  text: ['{code} to kod weryfikacyjny {brand}. Wygasa za {minutes}. Nie podawaj go nikomu.'],
  voice:
    'Dzień dobry. To wiadomość od {brand}. Kod weryfikacyjny to: {code}. Powtarzamy: {code}. Kod wygasa za {minutes}. Prosimy nie podawać go nikomu. Do widzenia.',
  pause: ', ',
  minutes: { few: '{n} minuty', other: '{n} minut' },
}
