import type { Json, JsonObject } from './json.ts'

/** An application. The named fields are those the tenant acts on; the rest is kept as it came. */
export type Client = JsonObject & {
  client_id: string
  client_secret: string
  name: string
}

export type ClientGrant = {
  id: string
  client_id: string
  audience: string
  scope: string[]
  subject_type: 'client'
}

export type Connection = {
  id: string
  name: string
  strategy: string
  options: JsonObject
  enabled_clients: string[]
  realms: string[]
  is_domain_connection: boolean
  metadata?: JsonObject
}

export type ResourceServer = JsonObject & { id: string; identifier: string; name: string }

export type ActionDependency = { name: string; version: string }
export type ActionSecret = { name: string; value: string; updated_at: string }

export type Action = {
  id: string
  name: string
  supported_triggers: { id: string; version: string }[]
  code: string
  runtime: string
  dependencies: ActionDependency[]
  secrets: ActionSecret[]
  status: 'built' | 'failed'
  created_at: string
  updated_at: string
  /** The version that runs; null until the first deploy. */
  deployed_version_id: string | null
  all_changes_deployed: boolean
}

export type ActionVersion = {
  id: string
  action_id: string
  number: number
  code: string
  runtime: string
  dependencies: ActionDependency[]
  secrets: ActionSecret[]
  supported_triggers: { id: string; version: string }[]
  status: 'built'
  built_at: string
  created_at: string
  updated_at: string
}

export type Binding = {
  id: string
  trigger_id: string
  action_id: string
  display_name: string
  created_at: string
  updated_at: string
}

/** By which an organization's people sign in. */
export type OrganizationConnection = {
  connection_id: string
  /** Whether whoever comes by it becomes a member. */
  assign_membership_on_login: boolean
  show_as_button: boolean
  is_signup_enabled: boolean
}

export type Organization = {
  id: string
  name: string
  display_name?: string
  branding?: JsonObject
  metadata?: JsonObject
  connections: OrganizationConnection[]
  /** Ids of users. */
  members: string[]
}

/** What an admin configures, by API or by `auth0-deploy-cli`. */
export type Configuration = {
  tenantSettings: JsonObject
  prompts: JsonObject
  /** By `${prompt}/${language}`. */
  customText: { [promptAndLanguage: string]: JsonObject }
  /** By prompt. */
  partials: { [prompt: string]: JsonObject }
  clients: Client[]
  clientGrants: ClientGrant[]
  connections: Connection[]
  resourceServers: ResourceServer[]
  actions: Action[]
  actionVersions: ActionVersion[]
  /** By trigger id, in the order in which they run. */
  bindings: { [triggerId: string]: Binding[] }
  phoneProviders: JsonObject[]
  /** Those that were customized, by `type`. */
  phoneTemplates?: JsonObject[]
  emailProvider: JsonObject | null
  forms: JsonObject[]
  flows: JsonObject[]
  vaultConnections: JsonObject[]
  organizations?: Organization[]
  /** Factors that have been switched on or off; a new tenant has none on. */
  guardianFactors?: { [name: string]: boolean }
  /** Settings of attack protection that were changed, by the last part of their path. */
  attackProtection?: { [name: string]: JsonObject }
  /** Everything else the API keeps but the tenant does not act on, by resource path. */
  other: { [resource: string]: Json }
}
