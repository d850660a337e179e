import { isFresh } from './freshness.ts'

/** What the inner login knows of the account that the code reached. */
export type InnerAccount = {
  identityCount: number
  /** Top-level keys of the metadata others have written. */
  foreignMetadataKeys: readonly string[]
  /** Set by the first inner login that reached the account while it was fresh. */
  bornInInnerLogin: boolean
  /** Logins so far, this one included. */
  loginsCount: number
  createdAt: Date
}

/**
 * `fresh`: nothing would be lost by linking it, since linking discards the account and its metadata.
 * `has_history`: somebody has used it as an account of its own.
 */
export type AccountHistory = 'fresh' | 'has_history'

export function judgeHistory(account: InnerAccount, now: Date): AccountHistory {
  if (account.identityCount !== 1) return 'has_history'
  if (account.foreignMetadataKeys.length > 0) return 'has_history'
  // One left over by a crash has logged in before, but only ever through the companion: the mark says so.
  if (account.bornInInnerLogin) return 'fresh'
  // Otherwise it must be the very login that made it: an account that an admin created has a use we do not know.
  return account.loginsCount <= 1 && isFresh(account.createdAt, now) ? 'fresh' : 'has_history'
}
