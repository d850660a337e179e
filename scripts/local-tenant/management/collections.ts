import { Hono } from 'hono'
import type { JsonObject, ResourceServer } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import type { ApiEnv } from './bearer.ts'
import { asText, anything, array, boolean, integer, object, oneOf, type Rule, text } from './body.ts'
import { type Collection, collectionApi } from './collection.ts'
import { randomObjectId, randomText, timestamp } from './ids.ts'
import { listAnswer } from './paging.ts'

/** Resources that the API keeps, and for the most part only keeps. */
export function collectionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = [phoneProviders, vaultConnections, flows, forms, resourceServers]
  // `flows/vault/connections` before `flows/:id`, which would take it for an id.
  for (const collection of all) app.route('/', collectionApi(collection(tenant)))
  return app
}

type Part = 'phoneProviders' | 'vaultConnections' | 'flows' | 'forms'

function kept(tenant: Tenant, part: Part, prefix: string, defaults: JsonObject = {}) {
  return {
    all: () => tenant.state.configuration[part],
    replaceAll: (items: JsonObject[]) => void (tenant.state.configuration[part] = items),
    now: () => timestamp(tenant.world),
    create: (body: JsonObject): JsonObject => {
      const now = timestamp(tenant.world)
      const id = `${prefix}_${randomText(tenant.world, 22)}`
      return { id, ...defaults, ...body, created_at: now, updated_at: now }
    },
  }
}

const without =
  (...names: string[]) =>
  (item: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))

function phoneProviders(tenant: Tenant): Collection {
  return {
    path: '/branding/phone/providers',
    scope: 'phone_providers',
    title: 'phone provider',
    ...kept(tenant, 'phoneProviders', 'pro', {
      tenant: tenant.config.name,
      channel: 'phone',
      disabled: false,
    }),
    required: ['name', 'credentials'],
    properties: {
      name: oneOf('twilio', 'custom'),
      disabled: boolean,
      configuration: object,
      credentials: object,
    },
    // Source: Auth0 docs, customize/phone-messages/configure-phone-messaging-providers: one per tenant.
    check: (_, others) => {
      if (others.length > 0)
        throw new ApiError(409, 'A phone provider is already configured.', 'phone_provider_conflict')
    },
    shown: without('credentials'),
    list: (_, items) => ({ providers: items }),
  }
}

function vaultConnections(tenant: Tenant): Collection {
  return {
    path: '/flows/vault/connections',
    scope: 'flows_vault_connections',
    title: 'vault connection',
    ...kept(tenant, 'vaultConnections', 'ac', { ready: true, fingerprint: '', account_name: '' }),
    required: ['name', 'app_id'],
    properties: { name: text({ max: 150 }), app_id: text(), setup: object },
    shown: without('setup'),
    list: (c, items) => listAnswer(c, 'connections', items),
  }
}

function flows(tenant: Tenant): Collection {
  return {
    path: '/flows',
    scope: 'flows',
    title: 'flow',
    ...kept(tenant, 'flows', 'af'),
    required: ['name'],
    properties: { name: text({ max: 150 }), actions: array },
    listed: without('actions'),
    list: (c, items) => listAnswer(c, 'flows', items),
  }
}

const FORM_LISTED = ['id', 'name', 'created_at', 'updated_at']

function forms(tenant: Tenant): Collection {
  return {
    path: '/forms',
    scope: 'forms',
    title: 'form',
    ...kept(tenant, 'forms', 'ap'),
    required: ['name'],
    properties: {
      name: text({ max: 150 }),
      messages: object,
      languages: object,
      translations: object,
      nodes: array,
      start: object,
      ending: object,
      style: object,
    },
    listed: (item) =>
      Object.fromEntries(FORM_LISTED.flatMap((name) => (item[name] ? [[name, item[name]]] : []))),
    list: (c, items) => listAnswer(c, 'forms', items),
  }
}

const API_PROPERTIES: { [name: string]: Rule } = {
  name: text({ max: 200 }),
  identifier: text({ max: 600 }),
  scopes: array,
  signing_alg: oneOf('HS256', 'RS256', 'PS256'),
  signing_secret: text({ min: 16 }),
  allow_offline_access: boolean,
  token_lifetime: integer,
  token_lifetime_for_web: integer,
  token_dialect: text(),
  skip_consent_for_verifiable_first_party_clients: boolean,
  enforce_policies: boolean,
  subject_type_authorization: anything,
}

function resourceServers(tenant: Tenant): Collection {
  const { world } = tenant
  return {
    path: '/resource-servers',
    scope: 'resource_servers',
    title: 'resource server',
    required: ['identifier'],
    properties: API_PROPERTIES,
    all: () => tenant.state.configuration.resourceServers,
    replaceAll: (items) => void (tenant.state.configuration.resourceServers = items as ResourceServer[]),
    now: () => timestamp(world),
    create: (body) => ({
      id: randomObjectId(world),
      name: asText(body['identifier']),
      is_system: false,
      ...{
        allow_offline_access: false,
        signing_alg: 'RS256',
        token_lifetime: 86_400,
        token_lifetime_for_web: 7200,
      },
      ...body,
    }),
    check: ({ identifier }, others) => {
      if (others.some((other) => other['identifier'] === identifier))
        throw new ApiError(
          409,
          'A resource server with the same identifier already exists.',
          'resource_server_conflict',
        )
    },
    list: (c, items) => listAnswer(c, 'resource_servers', items),
    patchStatus: 201,
  }
}
