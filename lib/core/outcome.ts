import type { Reason } from './refusals.ts'

export const INTENTS = ['add', 'replace', 'remove'] as const

/** What is wanted. */
export type Intent = (typeof INTENTS)[number]

/** What was done to an account's phone. */
export const CHANGE_KINDS = ['linked', 'replaced', 'removed'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * What the app is told, in the ID token claim `phone_link`. `intent` is `unknown` when the app asked for
 * something that does not exist, or when the memory of what was asked is gone.
 */
export type Outcome =
  | { intent: Intent; status: ChangeKind | 'already_linked' | 'skipped' }
  | { intent: Intent | 'unknown'; status: 'cancelled' }
  | { intent: Intent | 'unknown'; status: 'refused'; reason: Reason }

export function refused(intent: Intent | 'unknown', reason: Reason): Outcome {
  return { intent, status: 'refused', reason }
}

/** What the app's request asked for. */
export type Ask = { kind: 'nothing' } | { kind: 'intent'; intent: Intent } | { kind: 'unknown' }
