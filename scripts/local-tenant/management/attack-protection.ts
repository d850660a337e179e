import { Hono } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ATTACK_PROTECTION } from './attack-protection-settings.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { isObject, readBody } from './body.ts'

/** What is never shown of a captcha provider again. */
const SECRETS = ['secret', 'api_key']

/**
 * Kept as the deploy CLI reads and writes it. Source: Auth0's Management API description; docs,
 * secure/attack-protection.
 */
export function attackProtectionApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  for (const [name, { properties, defaults }] of Object.entries(ATTACK_PROTECTION)) {
    const path = `/attack-protection/${name}`
    const present = (): JsonObject =>
      tenant.state.configuration.attackProtection?.[name] ?? structuredClone(defaults)
    app.get(path, permit('read:attack_protection'), (c) => c.json(withoutSecrets(present())))
    app.patch(path, permit('update:attack_protection'), async (c) => {
      const changes = await readBody(c, { properties })
      const { configuration } = tenant.state
      const changed = { [name]: merged(present(), changes) }
      configuration.attackProtection = { ...configuration.attackProtection, ...changed }
      return c.json(withoutSecrets(present()))
    })
  }
  return app
}

/** A stage that is not sent stays as it is; everything else is replaced as a whole. */
function merged(before: JsonObject, changes: JsonObject): JsonObject {
  const [old, sent] = [before['stage'], changes['stage']]
  const stage = isObject(old) && isObject(sent) ? { stage: { ...old, ...sent } } : {}
  return { ...before, ...changes, ...stage }
}

function withoutSecrets(settings: JsonObject): JsonObject {
  const shown = Object.entries(settings).map(([name, value]): [string, Json] => [
    name,
    isObject(value) ? without(SECRETS, value) : value,
  ])
  return Object.fromEntries(shown)
}

const without = (names: string[], of: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)))
