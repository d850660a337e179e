import { Hono } from 'hono'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import type { ApiEnv } from './bearer.ts'
import { boolean, object, oneOf, text } from './body.ts'
import { type Collection, collectionApi } from './collection.ts'
import { randomText } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import { FLOW, FORM } from './form-rules.ts'
import { listAnswer } from './paging.ts'

/** Resources that the API keeps, and for the most part only keeps. */
export function collectionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = [phoneProviders, vaultConnections, flows, forms]
  // `flows/vault/connections` before `flows/:id`, which would take it for an id.
  for (const collection of all) app.route('/', collectionApi(collection(tenant)))
  return app
}

type Part = 'phoneProviders' | 'vaultConnections' | 'flows' | 'forms'

/** `chance` names the properties that are made up, by their length. */
function kept(
  tenant: Tenant,
  part: Part,
  prefix: string,
  defaults: JsonObject = {},
  chance: { [name: string]: number } = {},
) {
  return {
    all: () => tenant.state.configuration[part],
    replaceAll: (items: JsonObject[]) => void (tenant.state.configuration[part] = items),
    now: () => isoNow(tenant.world.clock),
    create: (body: JsonObject): JsonObject => {
      const now = isoNow(tenant.world.clock)
      const id = `${prefix}_${randomText(tenant.world, 22)}`
      const random: JsonObject = {}
      for (const [name, length] of Object.entries(chance)) random[name] = randomText(tenant.world, length)
      return { id, ...defaults, ...random, ...body, created_at: now, updated_at: now }
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
    ...kept(tenant, 'vaultConnections', 'ac', { ready: true, account_name: 'local' }, { fingerprint: 22 }),
    required: ['name', 'app_id'],
    properties: { name: text({ max: 150 }), app_id: text({ max: 55 }), setup: object },
    fixed: ['app_id'],
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
    properties: FLOW,
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
    properties: FORM,
    listed: (item) =>
      Object.fromEntries(FORM_LISTED.flatMap((name) => (item[name] ? [[name, item[name]]] : []))),
    list: (c, items) => listAnswer(c, 'forms', items),
  }
}
