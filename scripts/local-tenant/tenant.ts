import type { ActionRuntime } from './actions-runtime/action-runtime.ts'
import type { PlanLimits } from './rate-limits/plan-limits.ts'
import type { TokenBucket } from './rate-limits/token-bucket.ts'
import type { Recorder } from './recording/recorder.ts'
import type { TenantState } from './state.ts'
import type { Unknowns } from './unknowns.ts'
import type { World } from './world.ts'

export type * from './actions-runtime/action-runtime.ts'
export { DEFAULT_UNKNOWNS, type Unknowns } from './unknowns.ts'

export type TenantConfig = {
  /** Canonical host with port, e.g. `localhost:3443`. */
  domain: string
  /** Further hosts that serve the same tenant (custom domains), e.g. `127.0.0.1:3443`. */
  customDomains: string[]
  /** The tenant's name, as in `event.tenant.id`. */
  name: string
  /** Host and port of the phone networks beside the tenant. */
  phoneNetworks?: string
}

/** What every service of the local tenant is given. `state` is replaced as a whole when a snapshot is loaded. */
export type Tenant = {
  readonly config: TenantConfig
  readonly world: World
  state: TenantState
  unknowns: Unknowns
  /** Requests to the Management API per second beyond which it refuses; nothing is refused without it. */
  managementRateLimit?: TokenBucket
  /** Refuses like a tenant of this plan; nothing is refused without it. */
  planLimits?: PlanLimits
  /** Writes down what is answered, for the fidelity report. */
  recorder?: Recorder
  readonly actions: ActionRuntime
}

/** The request facts that Auth0 puts into `event.request`. */
export type RequestFacts = {
  hostname: string
  ip: string
  user_agent: string
  language?: string
  method: string
  /** For whom an application says that it calls; whether it is believed is for the service to say. */
  forwarded_for?: string
  query: { [name: string]: string | string[] }
  body: { [name: string]: string | string[] }
}
