/** `{brand}`, `{code}`, `{n}`, the number of minutes, and `{minutes}`, the same with its word, are filled in. */
export type SmsTexts = {
  // One message holds 160 characters of GSM-7, or 70 if any other is among them. Where the alphabet allows, the words
  // are such that the right spelling is in GSM-7; a spelling without its accents is never used.
  /** From the fullest to the shortest. The first that fits into one message, with the line for browsers, is sent. */
  text: readonly [string, ...string[]]
  /** Read aloud by a machine. */
  voice: string
  /** What stands between two digits that are read aloud: a short silence. */
  pause: string
  /** By the plural category (Unicode CLDR) of the number; without one of its own, as `other`. */
  minutes: { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string }
}

export const en: SmsTexts = {
  text: ['{code} is your {brand} verification code. It works for {minutes}. Do not share it with anyone.'],
  voice:
    'Hello. This is {brand}. Your verification code is: {code}. Once more: {code}. It works for {minutes}. Do not share it with anyone. Goodbye.',
  pause: ', ',
  minutes: { other: '{n} minutes' },
}
