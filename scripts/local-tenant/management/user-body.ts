import type { Json, JsonObject } from '../state.ts'
import { boolean, isObject, nullable, object, type Rule, text } from './body.ts'

/** Source: Auth0 docs, manage-users/user-accounts/metadata/metadata-fields-data, «Restrictions». */
const NOT_IN_APP_METADATA = new Set([
  ...['__tenant', '_id', 'blocked', 'clientID', 'created_at', 'email_verified', 'email', 'globalClientID'],
  ...['global_client_id', 'identities', 'lastIP', 'lastLogin', 'loginsCount', 'metadata'],
  ...['multifactor_last_modified', 'multifactor', 'updated_at', 'user_id'],
])

const userMetadata: Rule = (value) => object(value) ?? badFieldName(value)

const appMetadata: Rule = (value) => {
  const problem = userMetadata(value)
  if (problem !== undefined || !isObject(value)) return problem
  const reserved = Object.keys(value).find((name) => NOT_IN_APP_METADATA.has(name))
  return reserved === undefined ? undefined : `Property not allowed: ${reserved}`
}

/** Field names must not contain `.` or `$`, at any depth. */
function badFieldName(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const bad = Array.isArray(value) ? undefined : Object.keys(value).find((name) => /[.$]/.test(name))
  if (bad !== undefined) return `Invalid field name: ${bad}`
  return Object.values(value as JsonObject)
    .map(badFieldName)
    .find((problem) => problem !== undefined)
}

const EMAIL = text({ pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, max: 320 })
const PHONE_NUMBER = text({ pattern: /^\+[0-9]{1,15}$/ })
const PICTURE = text({ pattern: /^https?:\/\/\S+$/ })

const SWITCHES = { blocked: boolean, email_verified: boolean, phone_verified: boolean, verify_email: boolean }
const METADATA = { user_metadata: userMetadata, app_metadata: appMetadata }
const VALUES = {
  email: EMAIL,
  phone_number: PHONE_NUMBER,
  given_name: text({ max: 150 }),
  family_name: text({ max: 150 }),
  name: text({ max: 300 }),
  nickname: text({ max: 300 }),
  picture: PICTURE,
  password: text(),
  username: text({ max: 128 }),
}

/** Source: «Create a user» in the Management API reference. */
export const NEW_USER = {
  required: ['connection'],
  properties: {
    ...SWITCHES,
    ...METADATA,
    ...VALUES,
    connection: text(),
    user_id: text({ max: 255, pattern: /^\S*$/ }),
  },
}

/** Source: «Update a user» in the Management API reference: null unsets what is a text. */
export const USER_CHANGES = {
  properties: {
    ...SWITCHES,
    ...METADATA,
    ...Object.fromEntries(Object.entries(VALUES).map(([name, rule]) => [name, nullable(rule)])),
    verify_phone_number: boolean,
    connection: text(),
    client_id: text(),
  },
}
