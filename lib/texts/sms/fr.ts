import type { SmsTexts } from './en.ts'

export const fr: SmsTexts = {
  text: [
    '{code} est votre code de vérification {brand}. Il expire dans {minutes}. Ne le communiquez à personne.',
  ],
  voice:
    'Bonjour. Ceci est un message de {brand}. Votre code de vérification est : {code}. Nous répétons : {code}. Il expire dans {minutes}. Ne le communiquez à personne. Au revoir.',
  pause: ', ',
  minutes: { other: '{n} minutes' },
}
