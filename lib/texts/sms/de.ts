import type { SmsTexts } from './en.ts'

export const de: SmsTexts = {
  text: ['{code} ist Ihr Bestätigungscode für {brand}. Er gilt {minutes}. Geben Sie ihn nicht weiter.'],
  voice:
    'Guten Tag. Hier ist {brand}. Ihr Bestätigungscode lautet: {code}. Noch einmal: {code}. Er gilt {minutes}. Geben Sie ihn nicht weiter. Auf Wiederhören.',
  pause: ', ',
  minutes: { other: '{n} Minuten' },
}
