import type { SmsTexts } from './en.ts'

export const it: SmsTexts = {
  text: ['{code} è il codice di verifica per {brand}. Scade tra {minutes}. Non va comunicato a nessuno.'],
  voice:
    'Buongiorno. Questo è un messaggio di {brand}. Il codice di verifica è: {code}. Ripetiamo: {code}. Scade tra {minutes}. Non va comunicato a nessuno. Arrivederci.',
  pause: ', ',
  minutes: { other: '{n} minuti' },
}
