import { isObject } from './forms/json.ts'
import { mergePhone } from './import/merge-phone.ts'
import type { JsonObject } from './local-tenant/state.ts'

/** The parts of `tenant.yaml` that deploy-cli would write over what the tenant has; the rest passes unchanged. */
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

/** What the tenant has now of the resources that `tenant.yaml` names. */
export type PresentTenant = {
  /** By trigger, in the order in which they run. */
  bindings: { [triggerId: string]: BindingEntry[] }
  /** Every application. */
  clients: { client_id: string; name: string; client_metadata?: JsonObject }[]
  connections: { name: string; options: JsonObject; enabled_clients: string[] }[]
  phone: PresentPhone
}

export type PresentPhone = {
  /** At most one: Auth0 has one per tenant. */
  providers: JsonObject[]
  /** Those that somebody has written. */
  templates: { type: string }[]
  /** Undefined where the tenant's plan has none. */
  botDetection: JsonObject | undefined
}

/**
 * Adds what the tenant has to what we want, so that an import adds to it and takes nothing away: our bindings come
 * first and foreign ones after them, as they were; options, enabled applications and metadata of others stay.
 * Merging the outcome of an import again gives the same.
 *
 * @throws {Error} when an application or a connection that should be there is not, when two applications share a name,
 *   or when the email connection has no text
 */
export function mergeTenant(ours: TenantFile, present: PresentTenant): TenantFile {
  const { triggers, clients, connections, phoneProviders, phoneTemplates, attackProtection, ...others } = ours
  return {
    ...others,
    ...(triggers && {
      triggers: mapValues(triggers, (bindings, id) => mergeBindings(bindings, present.bindings[id] ?? [])),
    }),
    ...(clients && { clients: clients.map((client) => mergeClient(client, present)) }),
    ...(connections && {
      connections: connections.map((connection) => mergeConnection(connection, present)),
    }),
    ...mergePhone({ phoneProviders, phoneTemplates, attackProtection }, present.phone),
  }
}

function mergeBindings(ours: BindingEntry[], present: BindingEntry[]): BindingEntry[] {
  const names = new Set(ours.map(({ action_name }) => action_name))
  return [...ours, ...present.filter(({ action_name }) => !names.has(action_name))]
}

function mergeClient(ours: ClientEntry, present: PresentTenant): ClientEntry {
  const found = clientNamed(ours.name, present)
  // deploy-cli would create an empty application for a mark that was meant for an existing one.
  if (found === undefined && ours['app_type'] === undefined) {
    throw new Error(`The tenant has no application named “${ours.name}”.`)
  }
  const metadata = { ...found?.client_metadata, ...ours.client_metadata }
  return Object.keys(metadata).length > 0 ? { ...ours, client_metadata: metadata } : ours
}

function mergeConnection(ours: ConnectionEntry, present: PresentTenant): ConnectionEntry {
  const found = present.connections.find(({ name }) => name === ours.name)
  // deploy-cli would create an empty connection where one that exists was meant.
  if (found === undefined && ours.options === undefined) {
    throw new Error(`The tenant has no connection named “${ours.name}”.`)
  }
  const { email } = { ...ours.options, ...found?.options }
  // deploy-cli cannot leave the text of the email alone: it wants to send one.
  if (ours['strategy'] === 'email' && !(isObject(email) && typeof email['body'] === 'string')) {
    throw new Error(`The connection “${ours.name}” has no text for its email, which deploy-cli asks for.`)
  }
  // By id: two foreign applications may share a name, and deploy-cli takes either.
  const wanted = (ours.enabled_clients ?? []).map((name) => clientNamed(name, present)?.client_id ?? name)
  const enabled = [...new Set([...(found?.enabled_clients ?? []), ...wanted])]
  return {
    ...ours,
    ...((found || ours.options) && { options: mergeOptions(found?.options ?? {}, ours.options ?? {}) }),
    ...(enabled.length > 0 && { enabled_clients: enabled }),
  }
}

function clientNamed(name: string, { clients }: PresentTenant): PresentTenant['clients'][number] | undefined {
  const found = clients.filter((client) => client.name === name)
  if (found.length > 1) {
    throw new Error(`The tenant has ${found.length} applications named “${name}”: give them different names.`)
  }
  return found[0]
}

/** What a connection has stays: its text, its code length. Only sign-up must be as we need it. */
function mergeOptions(present: JsonObject, ours: JsonObject): JsonObject {
  const { disable_signup } = ours
  return { ...mergeObjects(ours, present), ...(disable_signup !== undefined && { disable_signup }) }
}

/** The second wins, key by key, down through objects; a list is one value. */
function mergeObjects(first: JsonObject, second: JsonObject): JsonObject {
  const merged: JsonObject = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const before = first[key]
    merged[key] = isObject(before) && isObject(value) ? mergeObjects(before, value) : value
  }
  return merged
}

function mapValues<From, To>(object: { [key: string]: From }, change: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))
}
