import { Hono } from 'hono'
import { randomText } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import type { EnrolledMethod, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody, notSupported } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText, oneOf, readBody, text } from './body.ts'
import { listAnswer } from './paging.ts'
import { checkUserId, existing } from './user-access.ts'

const PATH = '/users/:id/authentication-methods'
const TYPES = oneOf('phone', 'email', 'totp', 'webauthn-roaming', 'passkey')
/** Base32, RFC 4648, at least 128 bits (RFC 4226, section 4). */
const SECRET = text({ min: 26, pattern: /^[A-Z2-7]+=*$/ })

/** The authenticators of a user. Source: Auth0 docs, secure/multi-factor-authentication/manage-mfa-auth0-apis. */
export function authenticationMethodsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const userOf = (id: string) => {
    checkUserId(id, 'The ID of the user in question.')
    return existing(tenant, id)
  }

  app.get(PATH, permit('read:authentication_methods'), (c) => {
    const methods = userOf(c.req.param('id')).authentication_methods ?? []
    return c.json(listAnswer(c, 'authenticators', methods.map(shown)))
  })
  app.post(PATH, permit('create:authentication_methods'), async (c) => {
    const user = userOf(c.req.param('id'))
    const properties = { type: TYPES, name: text({ max: 20 }), totp_secret: SECRET }
    const body = await readBody(c, { required: ['type'], properties })
    if (body['type'] !== 'totp') throw notSupported('Only authentication methods of type totp are here.')
    if (body['totp_secret'] === undefined) throw invalidBody('Missing required property: totp_secret')
    const method: EnrolledMethod = {
      id: `totp|dev_${randomText(tenant.world, 16)}`,
      type: 'totp',
      ...(body['name'] === undefined ? {} : { name: asText(body['name']) }),
      totp_secret: asText(body['totp_secret']),
      created_at: isoNow(tenant.world.clock),
    }
    user.authentication_methods = [...(user.authentication_methods ?? []), method]
    const { id, type, name, totp_secret } = method
    return c.json({ id, type, ...(name === undefined ? {} : { name }), totp_secret }, 201)
  })
  app.delete(PATH, permit('delete:authentication_methods'), (c) => {
    delete userOf(c.req.param('id')).authentication_methods
    return c.body(null, 204)
  })
  app.get(`${PATH}/:method`, permit('read:authentication_methods'), (c) => {
    const methods = userOf(c.req.param('id')).authentication_methods ?? []
    const method = methods.find(({ id }) => id === c.req.param('method'))
    if (method === undefined)
      throw new ApiError(404, 'The authentication method does not exist.', 'inexistent_authentication_method')
    return c.json(shown(method))
  })
  app.delete(`${PATH}/:method`, permit('delete:authentication_methods'), (c) => {
    const user = userOf(c.req.param('id'))
    const methods = user.authentication_methods ?? []
    user.authentication_methods = methods.filter(({ id }) => id !== c.req.param('method'))
    return c.body(null, 204)
  })
  return app
}

/** The secret is shown to whoever brings it, and to nobody later. */
function shown({ id, type, name, created_at, last_auth_at }: EnrolledMethod): JsonObject {
  return {
    ...{ id, type, confirmed: true, created_at, enrolled_at: created_at },
    ...(name === undefined ? {} : { name }),
    ...(last_auth_at === undefined ? {} : { last_auth_at }),
  }
}
