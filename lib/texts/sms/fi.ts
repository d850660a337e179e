import type { SmsTexts } from './en.ts'

export const fi: SmsTexts = {
  text: [
    '{code} on vahvistuskoodisi palveluun {brand}. Se on voimassa {minutes}. Älä kerro sitä kenellekään.',
  ],
  voice:
    'Hei. Tämä on viesti palvelusta {brand}. Vahvistuskoodisi on: {code}. Vielä kerran: {code}. Se on voimassa {minutes}. Älä kerro sitä kenellekään. Kuulemiin.',
  pause: ', ',
  minutes: { other: '{n} minuuttia' },
}
