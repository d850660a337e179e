/** What an admin wants of accounts that have no phone. */
export type Policy = {
  phone: 'never' | 'offer' | 'required'
  /** Days until somebody who was offered a phone is offered one again. */
  offerAgainDays: number
  /** How often somebody is offered one at all. */
  offerTimes: number
}

export const NO_POLICY: Policy = { phone: 'never', offerAgainDays: 30, offerTimes: 3 }

/** How often, and when last, somebody was offered a phone. */
export type Offers = { times: number; lastAt: Date | undefined }

export const NO_OFFERS: Offers = { times: 0, lastAt: undefined }

const DAY_MS = 24 * 60 * 60_000

/** Whether an offer is due: not too often, and not too soon after the last one. */
export function isOfferDue(offers: Offers, policy: Policy, now: Date): boolean {
  if (offers.times >= policy.offerTimes) return false
  if (offers.lastAt === undefined) return true
  return now.getTime() - offers.lastAt.getTime() >= policy.offerAgainDays * DAY_MS
}

export function countOffer(offers: Offers, now: Date): Offers {
  return { times: offers.times + 1, lastAt: now }
}
