import type { Tenant } from '../tenant.ts'
import { LIMITED_APIS, type LimitedApi, type Plan, ratesOf, USERINFO_RATE } from './plans.ts'
import { createBucket, type Rate, type TokenBucket, type Verdict } from './token-bucket.ts'

/** A tenant that is limited as on a plan, and what is left in its buckets. */
export type PlanLimits = { plan: Plan; apis: readonly LimitedApi[]; buckets: Map<string, TokenBucket> }

/** The limits of a plan, with every bucket full. */
export function planLimits(plan: Plan, apis: readonly LimitedApi[] = LIMITED_APIS): PlanLimits {
  return { plan, apis, buckets: new Map() }
}

/** The part of a user's path that links identities: whose bucket that counts towards, Auth0 does not say. */
const IDENTITIES = /^\/users\/[^/]+\/identities(\/|$)/

/**
 * Counts a request towards the whole API's bucket and then towards its endpoint's, as Auth0 does, and says what the
 * last of them that was asked made of it; nothing where no plan limits this API.
 *
 * @param path below `/api/v2` for the Management API
 */
export function takeByPlan(
  tenant: Tenant,
  api: LimitedApi,
  method: string,
  path: string,
): Verdict | undefined {
  const limits = tenant.planLimits
  if (!limits?.apis.includes(api)) return undefined
  const rates = ratesOf(api, limits.plan)
  const isOther =
    api === 'management' && tenant.unknowns.identitiesRate === 'other_endpoints' && IDENTITIES.test(path)
  const endpoint = isOther
    ? undefined
    : rates.endpoints.find((each) => each.methods.includes(method) && each.path.test(path))
  const own = endpoint?.rate ?? rates.other
  const whole = rates.all && take(tenant, limits, `${api}: all`, rates.all)
  if (own === undefined || whole?.allowed === false) return whole
  return take(tenant, limits, `${api}: ${endpoint?.name ?? 'other'}`, own)
}

/** Counts that somebody's profile is asked for, which every plan limits by the person. */
export function takeUserinfo(tenant: Tenant, userId: string): Verdict | undefined {
  const limits = tenant.planLimits
  if (!limits?.apis.includes('authentication')) return undefined
  return take(tenant, limits, `userinfo ${userId}`, USERINFO_RATE)
}

function take(tenant: Tenant, { buckets }: PlanLimits, name: string, rate: Rate): Verdict {
  const bucket = buckets.get(name) ?? createBucket(rate)
  buckets.set(name, bucket)
  return bucket.take(tenant.world.clock.now().getTime(), tenant.unknowns.rateLimitRefill)
}
