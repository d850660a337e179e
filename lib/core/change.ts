import type { ChangeKind } from './outcome.ts'

/** A change that has been made in this login, for whoever tells the person of it. Free of the number itself. */
export type Change = {
  did: ChangeKind
  /** The last two digits of the number that came, or of the one that went; undefined if they are not known. */
  last2: string | undefined
  at: Date
  /** Set when programs were told at once, and only the person is still to be told. */
  pushed?: true
}

/** A number as pages and emails show it, e.g. `••••••56`. */
export function maskNumber(last2: string | undefined): string {
  return `••••••${last2 ?? ''}`
}
