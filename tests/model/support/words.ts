import type { Outcome } from '../../journeys/support/app.ts'
import type { KeptAccount } from './ledger.ts'
import type { Word } from './predict.ts'
import { count } from './tally.ts'
import type { Tally } from './tally.ts'
import { Violation } from './invariants.ts'

/** What the app was told, as one word. */
export function wordOf({ error, description, id }: Outcome): Word {
  if (error === 'unauthorized') return 'denied:blocked'
  if (error !== undefined) return `denied:${/^\w+(?=:)/.exec(description ?? '')?.[0] ?? error}`
  const told = id.phone_link
  if (told === undefined) return 'nothing'
  return told.reason === undefined ? told.status : `${told.status}:${told.reason}`
}

/** An answer at the token endpoint, as one word. */
export function grantWordOf(answer: {
  error?: string
  description?: string
  id: { phone_link?: unknown }
}): Word {
  if (answer.error === undefined)
    return wordOf({ id: { sub: '', ...answer.id }, access: { sub: '' } } as Outcome)
  return answer.error === 'unauthorized'
    ? 'denied:blocked'
    : wordOf({ ...answer, access: { sub: '' } } as Outcome)
}

export type Verdict = {
  word: Word
  /** Undefined where something was broken, or the model does not know enough. */
  expected: readonly Word[] | undefined
  kept: KeptAccount | undefined
}

const HEALED: readonly Word[] = ['linked', 'replaced', 'removed', 'already_linked']
const BY_ATTEMPTS: readonly Word[] = ['refused:too_soon', 'refused:too_many_attempts']

/** Counts what came of a login, and holds it against what the model has predicted. */
export function judge(tally: Tally, { word, expected, kept }: Verdict): void {
  count(tally.outcomes, word)
  if (kept?.crashed && HEALED.includes(word)) {
    kept.crashed = false
    count(tally.outcomes, 'crashed_then_healed')
  }
  if (expected === undefined || kept?.unsure) return
  if (kept?.attemptsUnsure && BY_ATTEMPTS.includes(word)) return
  if (!expected.includes(word)) throw new Violation(`came to “${word}”, not “${expected.join('” or “')}”`)
  count(tally.predicted, word)
  count(tally.invariants, 'the outcome is as predicted')
}
