declare const brand: unique symbol

/** An Auth0 user id, `provider|id`, as the platform gave it. */
export type UserId = string & { readonly [brand]: 'UserId' }

/** A user id in the two parts that the identities endpoints want. */
export type IdentityRef = { provider: string; id: string }

/** The one door: a non-empty provider, a pipe, a non-empty id. Ids may hold further pipes and any character. */
export function parseUserId(text: unknown): UserId | undefined {
  return typeof text === 'string' && /^[^|]+\|[^]/.test(text) ? (text as UserId) : undefined
}

/** Splits at the first pipe only: `oidc|tenant|abc` is provider `oidc` with id `tenant|abc`. */
export function splitUserId(userId: UserId): IdentityRef {
  const pipe = userId.indexOf('|')
  return { provider: userId.slice(0, pipe), id: userId.slice(pipe + 1) }
}

/** An account whose root identity is a phone number. Whether it may sign in to an app, `mayGoOn` says. */
export function isSmsAccount(userId: string): boolean {
  return userId.startsWith('sms|')
}
