import type { Client, Connection, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { findConnection, isEnabledFor, passwordlessStrategy } from './connections.ts'
import type { PasswordlessStrategy } from './connections.ts'
import { OAuthError } from './oauth-error.ts'
import { normaliseEmail } from './phone-field.ts'

export type StartRequest = { connection: Connection; strategy: PasswordlessStrategy; recipient: string }

/** Source: Auth0 docs, api/authentication/passwordless/get-code-or-link. */
const TEXTS = [
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'connection',
].concat(['email', 'phone_number', 'send'])

/** E.164, as Auth0's own words for it have it. */
const PHONE = /^\+[0-9]{1,15}$/

const bad = (what: string, description: string) => new OAuthError(400, `bad.${what}`, description)

/**
 * Which application asks, with which secret; and that its request has no fields but the known ones, in the known form.
 *
 * @throws OAuthError in Auth0's words: api/authentication, errors of `POST /passwordless/start`
 */
export function readStartCredentials(body: JsonObject): { clientId: string; clientSecret?: string } {
  const unknown = Object.keys(body).find((name) => !TEXTS.includes(name) && name !== 'authParams')
  if (unknown !== undefined) throw bad('request', `the following properties are not allowed: ${unknown}`)
  for (const name of TEXTS) {
    const value = body[name] ?? undefined
    if (value === undefined || typeof value === 'string') continue
    throw bad(name, `error in ${name} - invalid type: ${typeOf(value)} (expected string)`)
  }
  const parameters = body['authParams'] ?? {}
  if (typeOf(parameters) !== 'object') {
    throw bad('authParams', `error in authParams - invalid type: ${typeOf(parameters)} (expected object)`)
  }
  const clientSecret = textOf(body, 'client_secret')
  return {
    clientId: requiredText(body, 'client_id'),
    ...(clientSecret === undefined ? {} : { clientSecret }),
  }
}

/**
 * To whom a code is to be sent, and by what.
 *
 * @throws OAuthError as above
 */
export function readStart(tenant: Tenant, client: Client, body: JsonObject): StartRequest {
  const connection = findConnection(tenant, requiredText(body, 'connection'))
  if (connection === undefined) throw bad('connection', 'Connection does not exist')
  const strategy = passwordlessStrategy(connection)
  if (strategy === undefined) {
    const words = 'Invalid connection strategy. It must either be a passwordless connection'
    throw bad('connection', words)
  }
  if (!isEnabledFor(connection, client)) throw bad('connection', 'Connection is disabled')
  const recipient = strategy === 'sms' ? readPhone(body) : readEmail(body)
  refuseLinks(strategy, textOf(body, 'send'))
  return { connection, strategy, recipient }
}

function readPhone(body: JsonObject): string {
  const phone = requiredText(body, 'phone_number')
  if (!PHONE.test(phone)) throw bad('phone_number', 'String does not match pattern: ^\\+[0-9]{1,15}$')
  return phone
}

function readEmail(body: JsonObject): string {
  const typed = requiredText(body, 'email')
  const email = normaliseEmail(typed)
  if (email === undefined) throw bad('email', `error in email - email format validation failed: ${typed}`)
  return email
}

/** Without `send` Auth0 sends a link by email and a code by text. */
function refuseLinks(strategy: PasswordlessStrategy, send: string | undefined): void {
  const wanted = send ?? (strategy === 'email' ? 'link' : 'code')
  if (wanted === 'code') return
  if (wanted !== 'link') throw bad('send', `error in send - unknown value: ${wanted} (expected link or code)`)
  if (strategy === 'sms') throw bad('send', 'error in send - a text has a code (expected code)')
  throw bad('send', 'This local tenant sends no magic links: ask for a code with "send": "code".')
}

function requiredText(body: JsonObject, name: string): string {
  const value = textOf(body, name)
  if (value === undefined || value === '') throw bad(name, `Missing required property: ${name}`)
  return value
}

function textOf(body: JsonObject, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' ? value : undefined
}

function typeOf(value: JsonObject[string]): string {
  return Array.isArray(value) ? 'array' : typeof value
}
