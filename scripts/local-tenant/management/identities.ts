import { Hono } from 'hono'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { type LinkFailure, linkAccounts, type UnlinkFailure, unlinkAccount } from '../service/users.ts'
import type { Json, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { type ApiEnv, type Bearer, hasAny, insufficientScope, permit } from './bearer.ts'
import { asText, readBody, text } from './body.ts'
import { checkUserId, existing, invalidPath, onlySelf } from './user-access.ts'

const SCOPES = ['update:users', 'update:current_user_identities']

/** Those of the official list that a tenant like this one can have. */
const PROVIDERS =
  /^(?:ad|adfs|apple|auth0|auth0-oidc|custom|email|facebook|github|google-apps|google-oauth2|linkedin|oauth1|oauth2|oidc|okta|pingfederate|samlp|sms|twitter|waad|windowslive)$/
const PROVIDER = 'Identity provider name of the secondary linked account (e.g. `google-oauth2`)'

const BODY = {
  properties: {
    provider: text({ pattern: PROVIDERS }),
    connection_id: text({ pattern: /^con_[A-Za-z0-9]{16}$/ }),
    // A number for providers that count their users.
    user_id: (value: Json) => (Number.isInteger(value) ? undefined : text()(value)),
    link_with: text(),
  },
}

/** Source: Auth0 docs, manage-users/user-accounts/user-account-linking/link-user-accounts and …/unlink-user-accounts. */
export function identitiesApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()

  app.post('/users/:id/identities', permit(...SCOPES), async (c) => {
    const bearer = c.get('bearer')
    const primary = c.req.param('id')
    checkUserId(primary, 'ID of the primary user account to link a second user account to')
    onlySelf(bearer, primary, ['update:users'])
    const secondary = await secondaryOf(tenant, bearer, await readBody(c, BODY))
    existing(tenant, primary)
    const result = linkAccounts(tenant, primary, secondary)
    if (typeof result === 'string') throw linkError(result)
    return c.json(result, 201)
  })

  app.delete('/users/:id/identities/:provider/:user_id', permit(...SCOPES), (c) => {
    const { id, provider, user_id } = c.req.param()
    checkUserId(id, 'ID of the primary user account')
    if (!PROVIDERS.test(provider)) throw invalidPath(`No enum match for: ${provider}`, 'provider', PROVIDER)
    onlySelf(c.get('bearer'), id, ['update:users'])
    const result = unlinkAccount(tenant, id, `${provider}|${user_id}`)
    if (typeof result === 'string') throw unlinkError(result)
    return c.json(result)
  })
  return app
}

async function secondaryOf(tenant: Tenant, bearer: Bearer, body: JsonObject): Promise<string> {
  const { link_with, provider, user_id, connection_id } = body
  if (link_with !== undefined) {
    if (provider !== undefined || user_id !== undefined || connection_id !== undefined)
      throw invalidBody('Either link_with, or provider and user_id')
    return subjectOfIdToken(tenant, bearer, asText(link_with))
  }
  if (!hasAny(bearer, ['update:users'])) throw insufficientScope(['update:users'])
  if (provider === undefined) throw invalidBody('Missing required property: provider')
  if (user_id === undefined) throw invalidBody('Missing required property: user_id')
  if (connection_id !== undefined) checkConnection(tenant, asText(connection_id), asText(provider))
  return `${asText(provider)}|${typeof user_id === 'number' ? String(user_id) : asText(user_id)}`
}

function checkConnection(tenant: Tenant, id: string, provider: string): void {
  const connection = tenant.state.configuration.connections.find((each) => each.id === id)
  if (connection?.strategy !== provider)
    throw new ApiError(400, 'The connection does not exist.', 'inexistent_connection')
}

/** Both accounts must have been proven to one and the same application. */
async function subjectOfIdToken(tenant: Tenant, bearer: Bearer, token: string): Promise<string> {
  const { config, state, world } = tenant
  try {
    const keys = state.keys.map(({ publicJwk }) => ({ kty: 'RSA', ...publicJwk }))
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), {
      algorithms: ['RS256'],
      issuer: [config.domain, ...config.customDomains].map((host) => `https://${host}/`),
      audience: bearer.clientId,
      currentDate: world.clock.now(),
      requiredClaims: ['sub', 'exp'],
    })
    return String(payload.sub)
  } catch {
    throw invalidIdToken()
  }
}

const invalidIdToken = () => new ApiError(400, 'The link_with token is invalid.', 'invalid_body')

function linkError(failure: LinkFailure): ApiError {
  switch (failure) {
    case 'no_primary':
    case 'no_secondary':
      return new ApiError(404, 'The user does not exist.', 'inexistent_user')
    case 'same_account':
      return new ApiError(400, 'Main identity and the new one are the same', 'invalid_body')
    case 'already_linked':
      return new ApiError(409, 'Specified identity already exists.', 'identity_conflict')
  }
}

function unlinkError(failure: UnlinkFailure): ApiError {
  switch (failure) {
    case 'no_user':
      return new ApiError(404, 'The user does not exist.', 'inexistent_user')
    case 'no_identity':
      return new ApiError(400, 'The identity does not belong to the user.', 'invalid_uri')
    case 'main_identity':
      return new ApiError(400, 'The main identity of a user cannot be unlinked.', 'delete_main_user_identity')
  }
}
