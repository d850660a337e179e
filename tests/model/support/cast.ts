/** Who and what takes part in the sequences. */
export const PEOPLE = ['ada', 'grace', 'linus'] as const
export type PersonName = (typeof PEOPLE)[number]

/** Numbers go from hand to hand: whoever holds one reads its codes. */
export const NUMBERS = ['+447400123456', '+447400654321', '+447400222333', '+447400987010'] as const
export type PhoneText = (typeof NUMBERS)[number]

/** One browser for each person, and one that anybody uses. */
export const BROWSERS = ['ada', 'grace', 'linus', 'shared'] as const
export type BrowserName = (typeof BROWSERS)[number]

/** `app` takes part in phone linking, `other` does not. */
export const APPS = ['app', 'other'] as const
export type AppName = (typeof APPS)[number]

export const INTENTS = ['add', 'replace', 'remove'] as const
export type Intent = (typeof INTENTS)[number]

export function emailOf(person: PersonName): string {
  return `${person}@example.com`
}

/** Seconds: a moment, longer than a ticket or a proof may take, than a session may rest, than attempts count. */
export const CLOCK_STEPS = [7, 61, 127, 541, 661, 3607, 40_009, 90_017, 300_007] as const
