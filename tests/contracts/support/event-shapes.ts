import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020 } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'

const SPEC = process.env.PHONE_LINKING_SPEC ?? join(__dirname, '../../../../shared/spec')
const SCHEMA_FILE = join(SPEC, 'actions-events.schema.json')

export type Trigger = 'PostLogin' | 'PreUserRegistration' | 'CustomPhoneProvider'
type Schema = { components: { schemas: Record<Trigger, object> } }

export const hasOfficialDescription = existsSync(SCHEMA_FILE)

/** Read off Auth0's pages by hand, for machines where the official description is not at hand. */
const REQUIRED: Record<Trigger, string[]> = {
  PostLogin: [
    'client.client_id',
    'client.metadata',
    'client.name',
    'connection.id',
    'connection.name',
    'connection.strategy',
    'request.body',
    'request.geoip',
    'request.ip',
    'request.method',
    'request.query',
    'stats.logins_count',
    'tenant.id',
    'transaction.metadata',
    'user.app_metadata',
    'user.created_at',
    'user.email_verified',
    'user.identities',
    'user.updated_at',
    'user.user_id',
    'user.user_metadata',
  ],
  PreUserRegistration: [
    'client.client_id',
    'client.metadata',
    'client.name',
    'connection.id',
    'connection.name',
    'connection.strategy',
    'request.body',
    'request.geoip',
    'request.ip',
    'request.method',
    'tenant.id',
    'transaction.acr_values',
    'transaction.locale',
    'transaction.requested_scopes',
    'transaction.ui_locales',
    'user',
  ],
  CustomPhoneProvider: [
    'client.client_id',
    'client.metadata',
    'client.name',
    'notification.as_text',
    'notification.as_voice',
    'notification.delivery_method',
    'notification.message_type',
    'notification.recipient',
    'request.geoip',
    'request.ip',
    'request.method',
    'tenant.id',
    'user.app_metadata',
    'user.created_at',
    'user.email_verified',
    'user.updated_at',
    'user.user_id',
    'user.user_metadata',
  ],
}

/** Keys that Auth0 promises and the event does not have. */
export function missingKeys(trigger: Trigger, event: object): string[] {
  return REQUIRED[trigger].filter((path) => at(event, path) === undefined)
}

/** Problems by the official description; secrets come on top of what it describes. */
export function findProblems(trigger: Trigger, event: object): unknown[] {
  if (!hasOfficialDescription) return []
  const official = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as Schema
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default.default(ajv)
  ajv.addSchema({ $id: 'official', ...official })
  const validate = ajv.compile({ $ref: `official#/components/schemas/${trigger}` })
  const described = Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'secrets'))
  validate(described)
  return validate.errors ?? []
}

export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], value)
}
