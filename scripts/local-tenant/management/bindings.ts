import { Hono } from 'hono'
import type { Action, Binding, Json, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ENTITY_BOUND, TRIGGERS } from './action-content.ts'
import { shownAction } from './action-versions.ts'
import { ApiError, invalidBody, invalidUri, notSupported } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText, array, checkObject, listOf, object, oneOf, readBody, text } from './body.ts'
import { checkBindings } from './entity-limits.ts'
import { randomUuid } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import { pageOf } from './paging.ts'

/** Source: Auth0 docs, customize/actions/… «Update trigger bindings» in the Management API reference. */
export function bindingsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const present = (trigger: string): Binding[] => {
    if (!Object.hasOwn(TRIGGERS, trigger)) throw invalidUri(trigger)
    return tenant.state.configuration.bindings[trigger] ?? []
  }

  app.get('/actions/triggers/:trigger/bindings', permit('read:actions'), (c) => {
    const { items, total, page, limit } = pageOf(c, present(c.req.param('trigger')))
    return c.json({ total, page, per_page: limit, bindings: items.map((binding) => shown(tenant, binding)) })
  })

  app.patch('/actions/triggers/:trigger/bindings', permit('update:actions'), async (c) => {
    const trigger = c.req.param('trigger')
    const before = present(trigger)
    if (ENTITY_BOUND.includes(trigger))
      throw notSupported(`The bindings of the trigger ${trigger} cannot be changed.`)
    const body = await readBody(c, { required: ['bindings'], properties: { bindings: array } })
    // The list comes as a whole and in order: a binding that is not sent is gone.
    const list = (body['bindings'] as Json[]).map((item) => toBinding(tenant, trigger, item, before))
    checkBindings(tenant.state.configuration, trigger, list)
    tenant.state.configuration.bindings[trigger] = list
    return c.json({ bindings: list.map((binding) => shown(tenant, binding)) })
  })
  return app
}

function toBinding(tenant: Tenant, trigger: string, item: Json, before: Binding[]): Binding {
  const properties = {
    ref: object,
    display_name: text(),
    secrets: listOf(() => 'Secrets of a binding are not supported', 0),
  }
  const { ref, display_name } = checkObject(item, { required: ['ref'], properties })
  const { type, value } = checkObject(ref ?? null, {
    required: ['type', 'value'],
    properties: { type: oneOf('binding_id', 'action_id', 'action_name'), value: text() },
  })
  const action = actionOf(tenant, asText(type), asText(value), before)
  if (!action.supported_triggers.some(({ id }) => id === trigger))
    throw invalidBody(`The action ${action.name} does not support the trigger ${trigger}`)
  if (action.deployed_version_id === null)
    throw new ApiError(
      400,
      `The action ${action.name} must be deployed before it can be bound.`,
      'invalid_body',
    )
  const now = isoNow(tenant.world.clock)
  const same = before.find(({ action_id }) => action_id === action.id)
  return {
    id: same?.id ?? randomUuid(tenant.world),
    trigger_id: trigger,
    action_id: action.id,
    display_name: asText(display_name ?? action.name),
    created_at: same?.created_at ?? now,
    updated_at: now,
  }
}

function actionOf(tenant: Tenant, type: string, value: string, before: Binding[]): Action {
  const wanted = type === 'binding_id' ? before.find(({ id }) => id === value)?.action_id : value
  const action = tenant.state.configuration.actions.find(
    ({ id, name }) => (type === 'action_name' ? name : id) === wanted,
  )
  if (action === undefined) throw new ApiError(400, `The action ${value} does not exist.`, 'invalid_body')
  return action
}

function shown(tenant: Tenant, { action_id, ...binding }: Binding): JsonObject {
  const action = tenant.state.configuration.actions.find(({ id }) => id === action_id)
  return { ...binding, ...(action === undefined ? {} : { action: shownAction(tenant, action) }) }
}
