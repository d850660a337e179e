import { hash } from 'node:crypto'

/** An account: of a million, no two are likely to share 52 bits. */
const ACCOUNT_DIGITS = 13
/** A number: what `shortMark` leaves of a fingerprint. */
const NUMBER_DIGITS = 11

/** Stands for an account, as a number: it takes less room than a text. */
export function hashAccount(user: string): number {
  return parseInt(hash('sha1', user).slice(0, ACCOUNT_DIGITS), 16)
}

/** Stands for a number, in hexadecimal digits. */
export function hashNumber(phone: string): string {
  return hash('sha1', phone).slice(0, NUMBER_DIGITS)
}

/** Such a hash as a number, and back. */
export function packHash(digits: string): number {
  return parseInt(digits, 16)
}

export function unpackHash(packed: number): string {
  return packed.toString(16).padStart(NUMBER_DIGITS, '0')
}
