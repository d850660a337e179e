import { ATTACK_PROTECTION } from '../../scripts/local-tenant/management/attack-protection-settings.ts'
import type { RunningTenant } from '../../scripts/local-tenant/start.ts'
import type { Configuration, Json, JsonObject, TenantState } from '../../scripts/local-tenant/state.ts'

const TIMES = ['created_at', 'updated_at', 'built_at', 'last_login']

/**
 * What a tenant is set to and who its users are, for comparison by `JSON.stringify`: with secrets, without times, and
 * with names where ids refer to something. An export shows neither secrets nor versions.
 */
export async function configurationOf(tenant: RunningTenant): Promise<object> {
  return configurationIn(await tenant.control.state())
}

/** The same of a state that was read before. */
export function configurationIn({ configuration, users }: TenantState): object {
  const all = { ...withDefaults(configuration), users } as JsonObject
  return stripped(all, namesById(configuration)) as JsonObject
}

/** What is not there yet, or empty, is the same as what was there and has been taken away. */
function withDefaults(configuration: Configuration): Configuration {
  const bindings = Object.entries(configuration.bindings).filter(([, list]) => list.length > 0)
  const protection = Object.entries(ATTACK_PROTECTION).map(([name, { defaults }]): [string, JsonObject] => [
    name,
    defaults,
  ])
  return {
    ...configuration,
    bindings: Object.fromEntries(bindings),
    phoneTemplates: configuration.phoneTemplates ?? [],
    guardianFactors: configuration.guardianFactors ?? {},
    attackProtection: { ...Object.fromEntries(protection), ...configuration.attackProtection },
  }
}

type Thing = { name: string; id: string }

/** What ids refer to. Names can be shared, so the order tells such things apart. */
function namesById(configuration: Configuration): Map<string, string> {
  const { clients, actions, actionVersions, connections, forms, flows, vaultConnections } = configuration
  const names = new Map<string, string>()
  const add = (kind: string, things: Thing[]) => {
    const met: string[] = []
    for (const { id, name } of things) {
      names.set(id, `${kind} ${name} #${met.filter((each) => each === name).length}`)
      met.push(name)
    }
  }
  add(
    'client',
    clients.map(({ client_id, name }) => ({ id: client_id, name })),
  )
  add('action', actions)
  add('connection', connections)
  add('form', forms as Thing[])
  add('flow', flows as Thing[])
  add('vault connection', vaultConnections as Thing[])
  for (const { id, action_id, number } of actionVersions)
    names.set(id, `version ${number} of ${names.get(action_id) ?? action_id}`)
  return names
}

/** As the tenant makes them; a trigger and a Form's parts have ids that somebody chose. */
const MADE_UP = /^(?:[a-z]+_\w{16,22}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{24})$/

/** Keys in order, times gone; an id that refers to nothing with a name is gone as well. */
function stripped(value: Json, names: Map<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => stripped(item, names))
  if (typeof value !== 'object' || value === null) return value
  const isKept = ([key, part]: [string, Json]) =>
    !TIMES.includes(key) &&
    (key !== 'id' || typeof part !== 'string' || names.has(part) || !MADE_UP.test(part))
  const entries = Object.entries(value)
    .filter(isKept)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, stripped(part, names)]))
}
