import type { JsonObject } from '../local-tenant/json.ts'

/** `tenant.yaml`: our resources and nothing else, by deploy-cli's names. */
export type TenantFile = {
  triggers?: { [triggerId: string]: BindingEntry[] }
  clients?: ClientEntry[]
  connections?: ConnectionEntry[]
  actions?: { [field: string]: unknown; name: string }[]
  phoneProviders?: ProviderEntry[]
  phoneTemplates?: { [field: string]: unknown; type: string }[]
  attackProtection?: { [section: string]: JsonObject; botDetection?: JsonObject }
  forms?: BodyEntry[]
  flows?: BodyEntry[]
  [resource: string]: unknown
}

export type BindingEntry = { action_name: string; display_name: string }
export type ProviderEntry = {
  [field: string]: unknown
  name: string
  configuration?: { [field: string]: unknown; delivery_methods?: string[] }
}
/** A Form or a flow: its name, and the file that holds the rest. */
export type BodyEntry = { name: string; body: string }
export type ClientEntry = { [field: string]: unknown; name: string; client_metadata?: JsonObject }
export type ConnectionEntry = {
  [field: string]: unknown
  name: string
  options?: JsonObject
  /** Names or ids of applications. */
  enabled_clients?: string[]
}
