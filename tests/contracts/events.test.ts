import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020 } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'

import {
  PHONE_ACCOUNT,
  continuedEvent,
  postLoginEvent,
  preUserRegistrationEvent,
} from '../support/post-login-kit.ts'

const SPEC = process.env.PHONE_LINKING_SPEC ?? join(__dirname, '../../../shared/spec')
const SCHEMA_FILE = join(SPEC, 'actions-events.schema.json')

type Trigger = 'PostLogin' | 'PreUserRegistration'
type Schema = { components: { schemas: Record<Trigger, object> } }

const before = postLoginEvent({ transaction: { metadata: { ticket: 'text' } } })

const events: [string, Trigger, object][] = [
  ['a login by email code', 'PostLogin', postLoginEvent()],
  ['a login that resumes', 'PostLogin', continuedEvent(before, { state: 's', code: 'c' }, { plan: 'gold' })],
  // In life an `sms` user has no `email_verified`; the official description demands one.
  [
    'a login by phone code',
    'PostLogin',
    postLoginEvent({ ...PHONE_ACCOUNT, user: { ...PHONE_ACCOUNT.user, email_verified: false } }),
  ],
  ['a sign-up by phone code', 'PreUserRegistration', preUserRegistrationEvent()],
]

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
}

describe.each(events)('the test kit: %s', (_name, trigger, event) => {
  // Where the official description is not at hand, the hand-made list is what is asserted.
  test('has every key that Auth0 promises, in the shape that it describes', () => {
    for (const path of REQUIRED[trigger]) expect(event).toHaveProperty(path)
    expect(findProblems(trigger, event)).toEqual([])
  })
})

test('the check finds an event that is not one', () => {
  const broken = { ...postLoginEvent(), user: { user_id: 7 } }
  expect(REQUIRED.PostLogin.filter((path) => at(broken, path) === undefined)).toContain('user.identities')
  if (existsSync(SCHEMA_FILE)) expect(findProblems('PostLogin', broken)).not.toEqual([])
})

test('the sign-up event has neither a query nor transaction metadata, as in life', () => {
  expect(at(preUserRegistrationEvent(), 'request.query')).toBeUndefined()
  expect(at(preUserRegistrationEvent(), 'transaction.metadata')).toBeUndefined()
})

/** Problems by the official description; secrets come on top of what it describes. */
function findProblems(trigger: Trigger, event: object): unknown[] {
  if (!existsSync(SCHEMA_FILE)) return []
  const official = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as Schema
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default.default(ajv)
  ajv.addSchema({ $id: 'official', ...official })
  const validate = ajv.compile({ $ref: `official#/components/schemas/${trigger}` })
  const described = Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'secrets'))
  validate(described)
  return validate.errors ?? []
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], value)
}
