import { Hono } from 'hono'
import type { Action, ActionVersion } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { actionContent, ENTITY_BOUND, TRIGGERS } from './action-content.ts'
import { deploy, shownAction, shownVersion } from './action-versions.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { readJson } from './body.ts'
import { checkDeploy } from './entity-limits.ts'
import { randomUuid } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import { flag, pageOf } from './paging.ts'

/** Source: Auth0 docs, customize/actions/manage-versions and the Actions part of the Management API reference. */
export function actionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const configuration = () => tenant.state.configuration
  const existing = (id: string): Action => {
    const action = configuration().actions.find((candidate) => candidate.id === id)
    if (action === undefined) throw new ApiError(404, 'The action does not exist.', 'not_found')
    return action
  }

  app.get('/actions/actions', permit('read:actions'), (c) => {
    const { triggerId, actionName } = c.req.query()
    const deployed = flag(c, 'deployed')
    const found = configuration()
      .actions.filter(({ name }) => actionName === undefined || name === actionName)
      .filter((action) => triggerId === undefined || action.supported_triggers[0]?.id === triggerId)
      .filter((action) => deployed === undefined || (action.deployed_version_id !== null) === deployed)
    const { items, total, page, limit } = pageOf(c, found)
    return c.json({
      total,
      page,
      per_page: limit,
      actions: items.map((action) => shownAction(tenant, action)),
    })
  })

  app.post('/actions/actions', permit('create:actions'), async (c) => {
    const content = actionContent(await readJson(c), undefined, tenant.world)
    nameIsFree(content.name)
    triggerIsFree(content.supported_triggers[0]?.id ?? '')
    const now = isoNow(tenant.world.clock)
    const action: Action = {
      id: randomUuid(tenant.world),
      ...content,
      status: 'built',
      created_at: now,
      updated_at: now,
      deployed_version_id: null,
      all_changes_deployed: false,
    }
    configuration().actions.push(action)
    return c.json(shownAction(tenant, action), 201)
  })

  app.get('/actions/actions/:id', permit('read:actions'), (c) =>
    c.json(shownAction(tenant, existing(c.req.param('id')))),
  )

  app.patch('/actions/actions/:id', permit('update:actions'), async (c) => {
    const action = existing(c.req.param('id'))
    const content = actionContent(await readJson(c), action, tenant.world)
    if (content.name !== action.name) nameIsFree(content.name)
    triggerIsFree(content.supported_triggers[0]?.id ?? '', action)
    Object.assign(action, content, { updated_at: isoNow(tenant.world.clock), all_changes_deployed: false })
    return c.json(shownAction(tenant, action))
  })

  app.delete('/actions/actions/:id', permit('delete:actions'), (c) => {
    const { id } = existing(c.req.param('id'))
    const { bindings } = configuration()
    const bound = Object.values(bindings).some((list) => list.some(({ action_id }) => action_id === id))
    if (bound && flag(c, 'force') !== true)
      throw new ApiError(400, 'Cannot delete an action that is bound to a trigger.', 'invalid_request')
    for (const [trigger, list] of Object.entries(bindings))
      bindings[trigger] = list.filter(({ action_id }) => action_id !== id)
    configuration().actions = configuration().actions.filter((action) => action.id !== id)
    configuration().actionVersions = configuration().actionVersions.filter(
      ({ action_id }) => action_id !== id,
    )
    return c.body(null, 204)
  })

  // The reference says 202; tenants answer 200.
  app.post('/actions/actions/:id/deploy', permit('create:actions'), async (c) => {
    const action = existing(c.req.param('id'))
    checkDeploy(configuration(), action)
    const version = deploy(tenant, action)
    await tenant.actions.beginAnew()
    return c.json(shownVersion(version, true))
  })

  app.get('/actions/actions/:id/versions', permit('read:actions'), (c) => {
    const action = existing(c.req.param('id'))
    const found = configuration().actionVersions.filter(({ action_id }) => action_id === action.id)
    const { items, total, page, limit } = pageOf(c, found.reverse())
    const versions = items.map((version) => shownVersion(version, version.id === action.deployed_version_id))
    return c.json({ total, page, per_page: limit, versions })
  })

  app.get('/actions/actions/:id/versions/:version', permit('read:actions'), (c) => {
    const action = existing(c.req.param('id'))
    const version = versionOf(action, c.req.param('version'))
    return c.json(shownVersion(version, version.id === action.deployed_version_id))
  })

  // Going back deploys the old content again, as a version of its own; the draft stays as it is.
  app.post('/actions/actions/:id/versions/:version/deploy', permit('create:actions'), async (c) => {
    const action = existing(c.req.param('id'))
    const version = deploy(tenant, action, versionOf(action, c.req.param('version')))
    action.all_changes_deployed = false
    await tenant.actions.beginAnew()
    return c.json(shownVersion(version, true), 202)
  })

  app.get('/actions/triggers', permit('read:actions'), (c) =>
    c.json({
      triggers: Object.entries(TRIGGERS).flatMap(([id, versions]) =>
        versions.map((version) => ({
          ...{ id, version, status: 'CURRENT' },
          binding_policy: ENTITY_BOUND.includes(id) ? 'entity-bound' : 'trigger-bound',
        })),
      ),
    }),
  )

  app.get('/actions/modules', permit('read:actions'), (c) => {
    const { page, limit } = pageOf(c, [])
    return c.json({ modules: [], total: 0, page, per_page: limit })
  })

  function versionOf(action: Action, id: string): ActionVersion {
    const found = configuration().actionVersions.find(
      (version) => version.id === id && version.action_id === action.id,
    )
    if (found === undefined) throw new ApiError(404, 'The action version does not exist.', 'not_found')
    return found
  }

  function nameIsFree(name: string): void {
    if (configuration().actions.some((action) => action.name === name))
      throw new ApiError(409, 'An action with the same name already exists.', 'action_conflict')
  }
  function triggerIsFree(trigger: string, except?: Action): void {
    const isTaken = configuration().actions.some(
      (action) => action !== except && action.supported_triggers[0]?.id === trigger,
    )
    if (!isTaken || !ENTITY_BOUND.includes(trigger)) return
    throw new ApiError(
      403,
      `${trigger} can only have one supported Action`,
      `actions_cardinality_${trigger.replaceAll('-', '_')}_not_allowed`,
    )
  }
  return app
}
