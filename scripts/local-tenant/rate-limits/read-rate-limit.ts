import { LIMITED_APIS, type LimitedApi, type Plan, PLANS } from './plans.ts'

/** What the control interface may be asked for. */
export type RateLimitRequest = { perSecond: number | null } | { plan: Plan | null; apis?: LimitedApi[] }

/** @throws a sentence that says what may be asked for */
export function readRateLimit(given: unknown): RateLimitRequest {
  const { perSecond, plan, apis } = (given ?? {}) as { perSecond?: unknown; plan?: unknown; apis?: unknown }
  if (plan === undefined) {
    if (perSecond === null) return { perSecond }
    if (typeof perSecond === 'number' && Number.isInteger(perSecond) && perSecond >= 0) return { perSecond }
    throw new Error('"perSecond" must be a whole number of requests, or null.')
  }
  if (plan === null) return { plan }
  const asked = readPlan(plan)
  if (apis === undefined) return { plan: asked }
  const named = LIMITED_APIS.filter((api) => Array.isArray(apis) && apis.includes(api))
  if (Array.isArray(apis) && named.length > 0 && named.length === apis.length)
    return { plan: asked, apis: named }
  throw new Error(`"apis" must be a list of ${LIMITED_APIS.join(' and ')}.`)
}

/** @throws a sentence that names the plans there are */
function readPlan(given: unknown): Plan {
  const plan = PLANS.find((each) => each === given)
  if (plan !== undefined) return plan
  throw new Error(`There is no plan ${JSON.stringify(given)}: name one of ${PLANS.join(', ')}.`)
}
