import type { Rate } from './token-bucket.ts'

/** What a tenant is subscribed to. A tenant of `enterprise` is one for production. */
export type Plan = 'free' | 'essentials' | 'professional' | 'enterprise'
export const PLANS: readonly Plan[] = ['free', 'essentials', 'professional', 'enterprise']

export type LimitedApi = 'management' | 'authentication'
export const LIMITED_APIS: readonly LimitedApi[] = ['management', 'authentication']

/** Endpoints that share a bucket. `path` is below `/api/v2` for the Management API. */
export type EndpointRate = { name: string; methods: readonly string[]; path: RegExp; rate: Rate }

export type ApiRates = {
  /** What every request counts towards, before its endpoint's bucket. */
  all?: Rate
  endpoints: readonly EndpointRate[]
  /** What endpoints that are not listed share. */
  other?: Rate
}

const WRITE = ['POST', 'PATCH', 'PUT', 'DELETE']
const perMinute = (burst: number, refill: number): Rate => ({ burst, refill, per: 'minute' })
const perSecond = (burst: number, refill = burst): Rate => ({ burst, refill, per: 'second' })
const on = (name: string, methods: readonly string[], path: RegExp, rate: Rate): EndpointRate => ({
  ...{ name, methods, path, rate },
})

const EMAIL = (write: Rate, readTemplates: Rate, readProvider: Rate): EndpointRate[] => [
  on('write email templates', WRITE, /^\/email-templates(\/|$)/, write),
  on('read email templates', ['GET'], /^\/email-templates(\/|$)/, readTemplates),
  on('write email provider', WRITE, /^\/emails\/provider$/, write),
  on('read email provider', ['GET'], /^\/emails\/provider$/, readProvider),
]

const PARTIALS = [
  on('read partials', ['GET'], /^\/prompts\/[^/]+\/partials$/, perMinute(5, 5)),
  on('write partials', ['PUT'], /^\/prompts\/[^/]+\/partials$/, perMinute(5, 5)),
]

const ORGANIZATIONS = (writes: Rate, readConnections: Rate): EndpointRate[] => [
  on('read organization members', ['GET'], /^\/organizations\/[^/]+\/members$/, perMinute(40, 500)),
  on('write organization members', WRITE, /^\/organizations\/[^/]+\/members$/, perMinute(20, 200)),
  on(
    'read organization connections',
    ['GET'],
    /^\/organizations\/[^/]+\/enabled_connections/,
    readConnections,
  ),
  on('write organization connections', WRITE, /^\/organizations\/[^/]+\/enabled_connections/, writes),
  on('write organizations', WRITE, /^\/organizations(\/[^/]+)?$/, writes),
]

const SELF_SERVICE: ApiRates = {
  endpoints: [
    ...ORGANIZATIONS(perMinute(5, 25), perMinute(5, 50)),
    on('read organizations by name', ['GET'], /^\/organizations\/name\/[^/]+$/, perMinute(10, 100)),
    on('read organizations', ['GET'], /^\/organizations$/, perMinute(5, 50)),
    on('read organizations by id', ['GET'], /^\/organizations\/[^/]+$/, perMinute(20, 200)),
    on('read users', ['GET'], /^\/users(-by-email)?(\/|$)/, perMinute(40, 500)),
    on('write users', ['POST', 'PATCH'], /^\/users(\/|$)/, perMinute(20, 200)),
    on('delete users', ['DELETE'], /^\/users(\/|$)/, perMinute(20, 200)),
    on('read logs', ['GET'], /^\/logs(\/|$)/, perMinute(10, 100)),
    on('read clients', ['GET'], /^\/clients(\/|$)/, perMinute(5, 100)),
    on('read connections', ['GET'], /^\/connections(\/|$)/, perMinute(5, 50)),
    ...PARTIALS,
    ...EMAIL(perMinute(5, 25), perMinute(10, 50), perMinute(5, 25)),
  ],
  other: perMinute(10, 150),
}

/**
 * Auth0's limits of the Management API by plan, as far as the tenant has the endpoints.
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/rate-limit-policy/rate-limit-configurations/
 * free-public, essentials-professional-b2b, enterprise-public.
 */
const MANAGEMENT: { [Each in Plan]: ApiRates } = {
  free: { all: perSecond(2), endpoints: EMAIL(perMinute(5, 25), perMinute(10, 50), perMinute(5, 25)) },
  essentials: SELF_SERVICE,
  professional: SELF_SERVICE,
  enterprise: {
    all: perSecond(50, 16),
    endpoints: [
      ...ORGANIZATIONS(perMinute(5, 150), perMinute(10, 100)),
      on('read organizations by name', ['GET'], /^\/organizations\/name\/[^/]+$/, perMinute(20, 200)),
      ...PARTIALS,
      ...EMAIL(perMinute(10, 100), perMinute(15, 150), perMinute(15, 150)),
    ],
  },
}

/** `/passwordless/start` has the same limit on every plan, and has it without one as well. Source: the same pages. */
const AUTHENTICATION: { [Each in Plan]: ApiRates } = {
  free: {
    all: perMinute(300, 300),
    endpoints: [
      on('token', ['POST'], /^\/oauth\/token$/, perSecond(30)),
      on('keys', ['GET'], /^\/\.well-known\/jwks\.json$/, perSecond(20)),
    ],
  },
  essentials: { all: perSecond(25), endpoints: [] },
  professional: { all: perSecond(25), endpoints: [] },
  enterprise: { all: perSecond(100), endpoints: [] },
}

/** Asking for one person's profile, on every plan. Source: the same pages, "User Info". */
export const USERINFO_RATE: Rate = perMinute(10, 5)

/** The limits of one API on a plan. */
export function ratesOf(api: LimitedApi, plan: Plan): ApiRates {
  return (api === 'management' ? MANAGEMENT : AUTHENTICATION)[plan]
}
