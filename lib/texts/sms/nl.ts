import type { SmsTexts } from './en.ts'

export const nl: SmsTexts = {
  text: ['{code} is uw verificatiecode voor {brand}. De code is {minutes} geldig. Deel deze met niemand.'],
  voice:
    'Goedendag. Dit is een bericht van {brand}. Uw verificatiecode is: {code}. Nogmaals: {code}. De code is {minutes} geldig. Deel de code met niemand. Tot ziens.',
  pause: ', ',
  minutes: { other: '{n} minuten' },
}
