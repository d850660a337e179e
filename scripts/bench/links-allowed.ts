import type { Plan } from '../local-tenant/rate-limits/plans.ts'
import { ratesOf } from '../local-tenant/rate-limits/plans.ts'
import type { Rate } from '../local-tenant/rate-limits/token-bucket.ts'

/** The call that links, as a plan's groups of endpoints know it. */
const LINK = { method: 'POST', path: '/users/email%7C1/identities' }

/** The bucket of a plan that links use up first. */
export function bucketOfLinks(plan: Plan): Rate {
  const { all, endpoints, other } = ratesOf('management', plan)
  const own = endpoints.find(({ methods, path }) => methods.includes(LINK.method) && path.test(LINK.path))
  const rates = [all, own?.rate ?? other].filter((rate) => rate !== undefined)
  const [slowest] = rates.toSorted((one, another) => perSecond(one) - perSecond(another))
  if (slowest === undefined) throw new Error(`The plan ${plan} limits no links.`)
  return slowest
}

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const

const perSecond = ({ refill, per }: Rate): number => refill / SECONDS[per]

/** Links a second that each plan allows in the long run. */
export const LINKS_ALLOWED: { [Each in Plan]: number } = {
  free: perSecond(bucketOfLinks('free')),
  essentials: perSecond(bucketOfLinks('essentials')),
  professional: perSecond(bucketOfLinks('professional')),
  enterprise: perSecond(bucketOfLinks('enterprise')),
}
