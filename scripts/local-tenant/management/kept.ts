import { randomText } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'

type Part = 'phoneProviders' | 'vaultConnections' | 'flows' | 'forms'

/** `chance` names the properties that are made up, by their length. */
export function kept(
  tenant: Tenant,
  part: Part,
  prefix: string,
  defaults: JsonObject = {},
  chance: { [name: string]: number } = {},
) {
  return {
    all: () => tenant.state.configuration[part],
    replaceAll: (items: JsonObject[]) => void (tenant.state.configuration[part] = items),
    now: () => isoNow(tenant.world.clock),
    create: (body: JsonObject): JsonObject => {
      const now = isoNow(tenant.world.clock)
      const id = `${prefix}_${randomText(tenant.world, 22)}`
      const random: JsonObject = {}
      for (const [name, length] of Object.entries(chance)) random[name] = randomText(tenant.world, length)
      return { id, ...defaults, ...random, ...body, created_at: now, updated_at: now }
    },
  }
}

export const without =
  (...names: string[]) =>
  (item: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))
