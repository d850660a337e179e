declare const brand: unique symbol

/** A phone number in E.164 form, e.g. `+4915112345678`. */
export type PhoneNumber = string & { readonly [brand]: 'PhoneNumber' }

// ITU-T E.164: a country code that does not start with 0, at most 15 digits in all. No number in use has under 7.
const E164 = /^\+[1-9][0-9]{6,14}$/

/** The one door: accepts E.164 only, the form in which Auth0 hands numbers over. */
export function parsePhoneNumber(text: unknown): PhoneNumber | undefined {
  return typeof text === 'string' && E164.test(text) ? (text as PhoneNumber) : undefined
}

/** What the audit record keeps of a number in clear: its last two digits. */
export function lastTwoDigits(phone: PhoneNumber): string {
  return phone.slice(-2)
}
