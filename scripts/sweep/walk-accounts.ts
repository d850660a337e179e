import type { Account } from './account.ts'
import { comesAfter, placeAfter, queryFrom, type Place } from './place.ts'

/** Accounts a page, and how far pages reach. Source: Auth0 docs, manage-users/user-search/view-search-results-by-page. */
export const PAGE_SIZE = 100
const REACH = 1000

const LAST_PAGE = REACH / PAGE_SIZE - 1

/** One page, from 0, of what a query finds, oldest first; `total` is how many it finds in all. */
export type Search = (query: string, page: number) => Promise<{ accounts: readonly Account[]; total: number }>

/** Accounts that come next, or an instant at which so many were made that search shows no more of them. */
export type Stretch = { accounts: readonly Account[] } | { beyondReach: Place }

/**
 * Every phone account made from a place on, a page at a time. Each search begins anew at the last account
 * seen, so neither the reach of search nor accounts that vanish in between make it leave anybody out.
 *
 * @param before nothing that was made later
 */
export async function* walkAccounts(search: Search, start: Place, before: Date): AsyncGenerator<Stretch> {
  let place = start
  for (;;) {
    const next = await nextUnseen(search, place, before)
    if (next === 'nobody') return
    if (next === 'beyond_reach') {
      place = { ...place, ids: [], isPast: true }
      yield { beyondReach: place }
    } else {
      place = next.reduce(placeAfter, place)
      yield { accounts: next }
    }
  }
}

async function nextUnseen(
  search: Search,
  place: Place,
  before: Date,
): Promise<Account[] | 'nobody' | 'beyond_reach'> {
  const query = queryFrom(place, before)
  for (let page = 0; page <= LAST_PAGE; page += 1) {
    const { accounts, total } = await search(query, page)
    const unseen = accounts.filter((account) => comesAfter(place, account))
    if (unseen.length > 0) return unseen
    // A page may be short although there are more: of those found, some may be gone by now.
    if (accounts.length === 0) return 'nobody'
    // Whether a total counts what is beyond reach is not documented, so a full last page may hide more.
    const mayHideMore = page === LAST_PAGE && accounts.length === PAGE_SIZE
    if (!mayHideMore && (page + 1) * PAGE_SIZE >= total) return 'nobody'
  }
  return place.isPast ? 'nobody' : 'beyond_reach'
}
