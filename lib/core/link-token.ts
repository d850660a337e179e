import { isFresh, latestPrimaryProof } from './freshness.ts'
import type { ProvenMethod } from './freshness.ts'
import type { Reason } from './refusals.ts'
import type { UserId } from './user-id.ts'
import { isSmsAccount } from './user-id.ts'

/** The person's own ID token, with which an app asks to add a phone without a page. Its signature has been checked. */
export type LinkToken = {
  /** Whom it was issued for. */
  subject: UserId
  /** What it says was proven, and when. */
  methods: readonly ProvenMethod[]
}

/** One that has been used, by a mark of its text. */
export type UsedToken = { at: Date; mark: string }

/** Why the token lets no phone be added to its account, as far as the token itself tells; undefined if it may. */
export function findTokenProblem(token: LinkToken | undefined, now: Date): Reason | undefined {
  if (!token || isSmsAccount(token.subject)) return 'link_token_invalid'
  const proof = latestPrimaryProof(token.methods)
  return proof && isFresh(proof.at, now) ? undefined : 'step_up_required'
}

/** As long as a token may be fresh by any clock: then its age refuses it, and it need not be remembered (30 minutes). */
const REMEMBERED_MS = 30 * 60_000

/** The used tokens, with this one among them; undefined if it was among them before. */
export function useToken(used: readonly UsedToken[], mark: string, now: Date): UsedToken[] | undefined {
  if (used.some((token) => token.mark === mark)) return undefined
  const still = used.filter(({ at }) => Math.abs(now.getTime() - at.getTime()) < REMEMBERED_MS)
  return [...still, { at: now, mark }]
}
