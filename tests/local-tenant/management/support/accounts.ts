import type { JWTPayload } from 'jose'
import { signToken } from '../../../../scripts/local-tenant/service/signing.ts'
import type { JsonObject } from '../../../../scripts/local-tenant/state.ts'
import { AUDIENCE, type BaseTenantApi, HOST, useBaseTenant } from './base-tenant-api.ts'
import { differences } from './official-shape.ts'

export const ANN = 'ann@example.com'
export const NUMBER = '+4915112345678'

/** A base tenant that also has an sms connection, as after an import. */
export function useAccounts(): BaseTenantApi {
  const api = useBaseTenant()
  beforeEach(() => {
    const [email] = api.configuration.connections
    if (email === undefined) throw new Error('The base tenant has no connection.')
    const sms = { id: 'con_0123456789abcdef', name: 'sms', strategy: 'sms', realms: ['sms'] }
    api.configuration.connections.push({ ...email, ...sms, options: { disable_signup: false } })
  })
  return api
}

/** Makes an account through the API itself. */
export async function newUser(api: BaseTenantApi, body: JsonObject): Promise<string> {
  const answer = await api.call('POST', '/users', body)
  expect(answer).toMatchObject({ status: 201 })
  return String((answer.body as { user_id?: string }).user_id)
}

export const emailUser = (api: BaseTenantApi, email: string, more: JsonObject = {}) =>
  newUser(api, { connection: 'email', email, email_verified: true, ...more })
export const smsUser = (api: BaseTenantApi, phone_number: string, more: JsonObject = {}) =>
  newUser(api, { connection: 'sms', phone_number, phone_verified: true, ...more })

export const userPath = (id: string, rest = '') => `/users/${encodeURIComponent(id)}${rest}`

/** The part of an id after its first pipe. */
export const bareId = (id: string) => id.slice(id.indexOf('|') + 1)

export const link = (api: BaseTenantApi, primary: string, secondary: string) =>
  api.call('POST', userPath(primary, '/identities'), {
    provider: secondary.slice(0, secondary.indexOf('|')),
    user_id: bareId(secondary),
  })

export const unlink = (api: BaseTenantApi, primary: string, provider: string, id: string) =>
  api.call('DELETE', userPath(primary, `/identities/${provider}/${encodeURIComponent(id)}`))

const NAMES: { [status: number]: string } = {
  ...{ 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict' },
}

/** A refusal in Auth0's words. */
export const refusal = (status: number, errorCode: string, message: unknown = expect.any(String)) => ({
  status,
  body: { statusCode: status, error: NAMES[status], message, errorCode },
})

/** Calls with a token of a person's own, got through an app. */
export async function callAs(
  api: BaseTenantApi,
  person: { sub: string; azp?: string; scope: string },
  method: string,
  path: string,
  body?: unknown,
) {
  const scopes = person.scope.split(' ')
  return api.call(method, path, body, scopes, { sub: person.sub, azp: person.azp ?? 'app' })
}

/** An ID token as the tenant gives one to an app; a test says what is wrong with it. */
export function idToken(api: BaseTenantApi, claims: JWTPayload): Promise<string> {
  const iat = Math.floor(api.tenant.world.clock.now().getTime() / 1000)
  return signToken(api.tenant, { iss: `https://${HOST}/`, aud: 'app', iat, exp: iat + 60, ...claims })
}

export { AUDIENCE, differences }
