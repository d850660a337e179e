import type { Action, ActionSecret, Json, JsonObject } from '../state.ts'
import type { World } from '../world.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { asText, anything, array, checkObject, listOf, type Rule, text } from './body.ts'
import { isoNow } from '../service/seconds.ts'

/** Source: Auth0 docs, customize/actions/limitations. */
const LIMITS = { codeBytes: 100_000, dependencies: 10, secrets: 30, secretName: 128, secretValue: 4096 }

const RUNTIMES = ['node12', 'node16', 'node18', 'node18-actions', 'node22']

/** The versions of each trigger that Actions can still be made for. */
export const TRIGGERS: { [id: string]: string[] } = {
  'post-login': ['v2', 'v3'],
  'credentials-exchange': ['v2'],
  'pre-user-registration': ['v2'],
  'post-user-registration': ['v2'],
  'post-change-password': ['v2'],
  'send-phone-message': ['v2'],
  'custom-phone-provider': ['v1'],
  'custom-email-provider': ['v1'],
  'password-reset-post-challenge': ['v1'],
}

/**
 * Triggers whose Actions nobody binds: Auth0 runs whichever is deployed, and lets there be one.
 * Sources: the Management API's description (`binding_policy`); Auth0 support, «End-of-Life Rollout for Multiple
 * Custom Phone/Email Provider Actions».
 */
export const ENTITY_BOUND = ['custom-phone-provider', 'custom-email-provider']

const PROPERTIES: { [name: string]: Rule } = {
  name: text({ max: 255 }),
  supported_triggers: array,
  code: text({ min: 0 }),
  dependencies: array,
  runtime: text(),
  secrets: array,
  modules: listOf(anything, 0),
}

export type ActionContent = Pick<
  Action,
  'name' | 'supported_triggers' | 'code' | 'runtime' | 'dependencies' | 'secrets'
>

/** The checked content of a new or changed Action, on top of what it has. */
export function actionContent(body: Json, present: ActionContent | undefined, world: World): ActionContent {
  const required = present === undefined ? ['name', 'supported_triggers'] : []
  const checked = checkObject(body, { required, properties: PROPERTIES })
  const content: ActionContent = {
    name: asText(checked['name'] ?? present?.name),
    supported_triggers: triggersOf(checked['supported_triggers']) ?? present?.supported_triggers ?? [],
    code: asText(checked['code'] ?? present?.code ?? ''),
    runtime: asText(checked['runtime'] ?? present?.runtime ?? 'node22'),
    dependencies: dependenciesOf(checked['dependencies']) ?? present?.dependencies ?? [],
    secrets: secretsOf(checked['secrets'], present?.secrets ?? [], world),
  }
  if (Buffer.byteLength(content.code) > LIMITS.codeBytes)
    throw new ApiError(400, `The code exceeds the limit of ${LIMITS.codeBytes / 1000} kB.`, 'invalid_body')
  if (!RUNTIMES.includes(content.runtime)) throw invalidBody(`Unknown runtime: ${content.runtime}`)
  return content
}

function triggersOf(value: Json | undefined): Action['supported_triggers'] | undefined {
  if (!Array.isArray(value)) return undefined
  if (value.length !== 1) throw invalidBody('Exactly one supported trigger is expected')
  return value.map((item) => {
    const properties = { id: text(), version: text(), status: anything, compatible_triggers: anything }
    const { id, version } = checkObject(item, { required: ['id', 'version'], properties })
    if (!Object.hasOwn(TRIGGERS, asText(id)) || !TRIGGERS[asText(id)]?.includes(asText(version)))
      throw new ApiError(400, `The trigger ${asText(id)} ${asText(version)} does not exist.`, 'invalid_body')
    return { id: asText(id), version: asText(version) }
  })
}

function dependenciesOf(value: Json | undefined): Action['dependencies'] | undefined {
  if (!Array.isArray(value)) return undefined
  if (value.length > LIMITS.dependencies)
    throw invalidBody(
      `Array is too long (${value.length}), maximum ${LIMITS.dependencies} on property dependencies`,
    )
  return value.map((item) => {
    const properties = { name: text(), version: text(), registry_url: anything }
    const { name, version } = checkObject(item, { required: ['name', 'version'], properties })
    return { name: asText(name), version: asText(version) }
  })
}

/** The list comes as a whole; a secret that is sent by name alone keeps its value. */
function secretsOf(value: Json | undefined, present: ActionSecret[], world: World): ActionSecret[] {
  if (!Array.isArray(value)) return present
  if (value.length > LIMITS.secrets)
    throw invalidBody(`Array is too long (${value.length}), maximum ${LIMITS.secrets} on property secrets`)
  return value.map((item) => {
    const properties = {
      name: text({ max: LIMITS.secretName }),
      value: text({ max: LIMITS.secretValue }),
      updated_at: anything,
    }
    const secret = checkObject(item, { required: ['name'], properties })
    const name = asText(secret['name'])
    const kept = present.find((candidate) => candidate.name === name)
    if (secret['value'] === undefined && kept !== undefined) return kept
    if (secret['value'] === undefined)
      throw invalidBody(`Missing required property: value of the secret ${name}`)
    return { name, value: asText(secret['value']), updated_at: isoNow(world.clock) }
  })
}

/** Secrets are shown by name only. */
export const shownSecrets = (secrets: ActionSecret[]): JsonObject[] =>
  secrets.map(({ name, updated_at }) => ({ name, updated_at }))
