import type { Account } from './account.ts'

/** How far a sweep has come: accounts are looked at in the order in which they were made. */
export type Place = {
  /** When the last one that was looked at was made, as the tenant writes it; absent at the beginning. */
  madeAt?: string
  /** Ids of those made at that instant that were looked at: several may have been. */
  ids: readonly string[]
  /** Nothing more of that instant is looked at. */
  isPast?: true
}

export const BEGINNING: Place = { ids: [] }

/** The place once this account has been dealt with. It never goes back, so that no walk goes round in circles. */
export function placeAfter(place: Place, { user_id = '', created_at = '' }: Account): Place {
  const [made, reached] = [Date.parse(created_at), Date.parse(place.madeAt ?? '')]
  if (made === reached) return { ...place, ids: [...place.ids, user_id] }
  return made < reached ? place : { madeAt: created_at, ids: [user_id] }
}

/** Whether an account comes after a place. One that says no time cannot be told from those before. */
export function comesAfter({ madeAt, ids, isPast }: Place, { user_id, created_at }: Account): boolean {
  const made = Date.parse(created_at ?? '')
  if (Number.isNaN(made) || user_id === undefined) return false
  if (madeAt === undefined || made > Date.parse(madeAt)) return true
  return !isPast && made === Date.parse(madeAt) && !ids.includes(user_id)
}

/**
 * What is searched for from a place on: accounts whose root identity is a phone. Fields of users are not split into
 * words, so a prefix finds it.
 * Source: Auth0 docs, manage-users/user-search/user-search-query-syntax, «Wildcards» and «Ranges».
 */
export function queryFrom({ madeAt = '*', isPast }: Place, before: Date): string {
  const from = `${isPast ? '{' : '['}${madeAt}`
  return `identities.provider:"sms" AND user_id:sms* AND created_at:${from} TO ${before.toISOString()}]`
}
