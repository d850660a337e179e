import type { Hono } from 'hono'
import type { Json, JsonObject, ResourceServer } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import type { ApiEnv } from './bearer.ts'
import { anything, asText, boolean, integer, isObject, nullable, oneOf, type Rule, text } from './body.ts'
import { collectionApi } from './collection.ts'
import { randomObjectId } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import { listAnswer } from './paging.ts'

const scopes: Rule = (value) => {
  if (!Array.isArray(value)) return 'Expected type array'
  const values = value.map((item: Json) => (isObject(item) ? asText(item['value']) : ''))
  if (values.includes('')) return 'Missing required property: value'
  return new Set(values).size === values.length ? undefined : 'Array items are not unique'
}

const PROPERTIES: { [name: string]: Rule } = {
  name: text({ max: 200, pattern: /^[^<>]+$/ }),
  identifier: text({ max: 600 }),
  scopes,
  signing_alg: oneOf('HS256', 'RS256', 'RS512', 'PS256'),
  signing_secret: text({ min: 16 }),
  allow_offline_access: boolean,
  token_lifetime: integer,
  // Not in the API's description of a change, yet an exported API that is imported again has it.
  token_lifetime_for_web: integer,
  token_dialect: oneOf(...['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']),
  skip_consent_for_verifiable_first_party_clients: boolean,
  enforce_policies: boolean,
  subject_type_authorization: anything,
  authorization_policy: nullable(anything),
  token_encryption: nullable(anything),
  proof_of_possession: nullable(anything),
  consent_policy: nullable(text()),
}

const DEFAULTS: JsonObject = {
  is_system: false,
  allow_offline_access: false,
  signing_alg: 'RS256',
  token_lifetime: 86_400,
  token_lifetime_for_web: 7200,
}

/** APIs. Source: Auth0 docs, get-started/apis/api-settings. */
export function resourceServersApi(tenant: Tenant): Hono<ApiEnv> {
  const { world } = tenant
  const configuration = () => tenant.state.configuration
  return collectionApi({
    path: '/resource-servers',
    scope: 'resource_servers',
    title: 'resource server',
    required: ['identifier'],
    properties: PROPERTIES,
    fixed: ['identifier'],
    all: () => configuration().resourceServers,
    replaceAll: (items) => void (configuration().resourceServers = items as ResourceServer[]),
    now: () => isoNow(world.clock),
    create: (body) => ({
      id: randomObjectId(world),
      name: asText(body['identifier']),
      ...DEFAULTS,
      ...body,
    }),
    check: ({ identifier }, others) => {
      if (others.every((other) => other['identifier'] !== identifier)) return
      const message = 'A resource server with the same identifier already exists.'
      throw new ApiError(409, message, 'resource_server_conflict')
    },
    checkChangeable: ({ is_system }) => {
      if (is_system !== true) return
      throw new ApiError(400, 'System resource servers cannot be modified.', 'operation_not_supported')
    },
    removed: ({ identifier }) => {
      configuration().clientGrants = configuration().clientGrants.filter(
        ({ audience }) => audience !== identifier,
      )
    },
    list: (c, items) => listAnswer(c, 'resource_servers', items),
    // The one change that answers as if something had been created.
    patchStatus: 201,
  })
}
