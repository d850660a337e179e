import type { TenantState } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'

/**
 * Requests allowed per window, by address.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy/rate-limit-configurations.
 */
const LIMITS = {
  sms_challenge: { requests: 5, seconds: 60 },
  send_code: { requests: 50, seconds: 3600 },
} as const

export type RateLimit = keyof typeof LIMITS

// Counters are no part of a snapshot; they end with the state they belong to.
const counters = new WeakMap<TenantState, Map<string, number[]>>()

/** Counts a request by the address it came from, unless it is one too many. */
export function takeRequest(tenant: Tenant, limit: RateLimit, { ip }: RequestFacts): 'allowed' | 'limited' {
  const { requests, seconds } = LIMITS[limit]
  const now = tenant.world.clock.now().getTime()
  const all = counters.get(tenant.state) ?? new Map<string, number[]>()
  counters.set(tenant.state, all)
  const key = `${limit} ${ip}`
  const recent = (all.get(key) ?? []).filter((at) => at <= now && at > now - seconds * 1000)
  all.set(key, recent)
  if (recent.length >= requests) return 'limited'
  recent.push(now)
  return 'allowed'
}
