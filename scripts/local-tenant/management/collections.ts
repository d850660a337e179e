import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import type { ApiEnv } from './bearer.ts'
import { object, text } from './body.ts'
import { type Collection, collectionApi } from './collection.ts'
import { ENTITY_LIMITS, tooMany } from './entity-limits.ts'
import { FLOW, FORM } from './form-rules.ts'
import { kept, without } from './kept.ts'
import { listAnswer } from './paging.ts'
import { phoneProviders } from './phone-providers.ts'

/** Resources that the API keeps, and for the most part only keeps. */
export function collectionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = [phoneProviders, vaultConnections, flows, forms]
  // `flows/vault/connections` before `flows/:id`, which would take it for an id.
  for (const collection of all) app.route('/', collectionApi(collection(tenant)))
  return app
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
    check: atMost(ENTITY_LIMITS.flows),
    listed: without('actions'),
    list: (c, items) => listAnswer(c, 'flows', items),
  }
}

const atMost =
  (limit: number): NonNullable<Collection['check']> =>
  (_, others) => {
    if (others.length >= limit) throw tooMany()
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
    check: atMost(ENTITY_LIMITS.forms),
    listed: (item) =>
      Object.fromEntries(FORM_LISTED.flatMap((name) => (item[name] ? [[name, item[name]]] : []))),
    list: (c, items) => listAnswer(c, 'forms', items),
  }
}
