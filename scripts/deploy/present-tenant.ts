import type { JsonObject } from '../local-tenant/json.ts'

/** What a tenant has now, as far as ours touches it or depends on it. Read by `read-tenant.ts`, judged by the doctor, merged by the plan. */
export type PresentTenant = {
  prompts: JsonObject
  /** The tenant's own settings: MFA by Actions, session lifetimes and the like. */
  settings: JsonObject
  /** Custom domains that are ready, in the tenant's order. */
  customDomains: string[]
  /** Undefined where the tenant only has Auth0's own, for tries. */
  emailProvider: JsonObject | undefined
  /** Every Action, those of others too. */
  actions: PresentAction[]
  /** By trigger, in the order in which they run. */
  bindings: { [triggerId: string]: PresentBinding[] }
  /** Every application. */
  clients: PresentClient[]
  /** The companion as a whole; undefined while there is none. */
  companion: PresentCompanion | undefined
  /** Those named in `tenant.yaml` that there are. */
  connections: PresentConnection[]
  forms: PresentBody[]
  flows: PresentBody[]
  /** At most one: Auth0 has one per tenant. */
  phoneProviders: JsonObject[]
  /** Those that somebody has written. */
  phoneTemplates: (JsonObject & { id: string; type: string })[]
  attackProtection: {
    bruteForceProtection: JsonObject
    suspiciousIpThrottling: JsonObject
    /** Undefined where the tenant's plan has none. */
    botDetection: JsonObject | undefined
  }
}

export type PresentAction = {
  id: string
  name: string
  trigger: string
  code: string
  runtime: string
  dependencies: number
  /** Values are never shown. */
  secretNames: string[]
  /** The version that runs; undefined for one that was never deployed. */
  deployed: { id: string; number: number; code: string; runtime: string; secretNames: string[] } | undefined
  /** Whether the draft and what runs are the same. */
  allDeployed: boolean
}

export type PresentBinding = { id: string; actionId: string; actionName: string; displayName: string }

export type PresentClient = {
  client_id: string
  name: string
  client_metadata?: JsonObject
  grant_types?: readonly string[]
}

export type PresentCompanion = {
  client: JsonObject & { client_id: string; client_secret: string }
  grants: { id: string; audience: string; scope: string[] }[]
}

export type PresentConnection = {
  id: string
  name: string
  strategy: string
  options: JsonObject
  /** Client ids. */
  enabledClients: string[]
}

/** A Form or a flow with one of our names. */
export type PresentBody = { id: string; name: string; body: JsonObject }
