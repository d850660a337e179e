import { Hono } from 'hono'
import type { JsonObject, Organization, OrganizationConnection } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText, boolean, readBody, text } from './body.ts'
import { ENTITY_LIMITS, tooMany } from './entity-limits.ts'
import { existingOrganization } from './organizations.ts'
import { listAnswer } from './paging.ts'

const CHANGEABLE = {
  assign_membership_on_login: boolean,
  is_signup_enabled: boolean,
  show_as_button: boolean,
}

export const CONNECTION_OF_ORGANIZATION = { connection_id: text(), ...CHANGEABLE }

export const withDefaults = (given: Partial<OrganizationConnection>): OrganizationConnection => ({
  ...{ connection_id: '', assign_membership_on_login: false, show_as_button: true, is_signup_enabled: false },
  ...given,
})

const LIST = '/organizations/:id/enabled_connections'
const ONE = `${LIST}/:connectionId`

/** By which connections an organization's people sign in. Source: Auth0 docs, …/configure-organizations/enable-connections. */
export function organizationConnectionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const find = (id: string, connectionId: string) => {
    const organization = existingOrganization(tenant, id)
    const found = organization.connections.find(({ connection_id }) => connection_id === connectionId)
    return { organization, found }
  }
  const existing = (id: string, connectionId: string): OrganizationConnection => {
    const { found } = find(id, connectionId)
    if (found === undefined)
      throw new ApiError(404, 'The connection does not exist.', 'inexistent_connection')
    return found
  }
  const listed = (organization: Organization) =>
    organization.connections.flatMap((each) => shown(tenant, each))

  app.get(LIST, permit('read:organization_connections'), (c) => {
    const list = listed(existingOrganization(tenant, c.req.param('id')))
    return c.json(listAnswer(c, 'enabled_connections', list))
  })
  // The newer name of the same, in Early Access, which auth0-deploy-cli reads; it is not for changes here.
  app.get('/organizations/:id/connections', permit('read:organization_connections'), (c) => {
    const list = listed(existingOrganization(tenant, c.req.param('id')))
    const withStatus = list.map((each) => ({ ...each, is_enabled: true }))
    return c.json(listAnswer(c, 'connections', withStatus))
  })
  app.post(LIST, permit('create:organization_connections'), async (c) => {
    const organization = existingOrganization(tenant, c.req.param('id'))
    const body = await readBody(c, { required: ['connection_id'], properties: CONNECTION_OF_ORGANIZATION })
    const connectionId = asText(body['connection_id'])
    checkConnection(tenant, connectionId)
    if (find(organization.id, connectionId).found !== undefined)
      throw new ApiError(409, 'The connection is already enabled.', 'organization_connection_conflict')
    if (organization.connections.length >= ENTITY_LIMITS.connectionsPerOrganization) throw tooMany()
    const added = withDefaults(body)
    organization.connections.push(added)
    return c.json(shown(tenant, added)[0] ?? {}, 201)
  })
  app.get(ONE, permit('read:organization_connections'), (c) =>
    c.json(shown(tenant, existing(c.req.param('id'), c.req.param('connectionId')))[0] ?? {}),
  )
  app.patch(ONE, permit('update:organization_connections'), async (c) => {
    const enabled = existing(c.req.param('id'), c.req.param('connectionId'))
    Object.assign(enabled, await readBody(c, { properties: CHANGEABLE }))
    return c.json(shown(tenant, enabled)[0] ?? {})
  })
  app.delete(ONE, permit('delete:organization_connections'), (c) => {
    const { organization, found } = find(c.req.param('id'), c.req.param('connectionId'))
    organization.connections = organization.connections.filter((each) => each !== found)
    return c.body(null, 204)
  })
  return app
}

/** @throws {ApiError} 404 `inexistent_connection` */
export function checkConnection(tenant: Tenant, id: string): void {
  if (tenant.state.configuration.connections.some((each) => each.id === id)) return
  throw new ApiError(404, 'The connection does not exist.', 'inexistent_connection')
}

/** Nothing, once the connection itself has been deleted. */
function shown(tenant: Tenant, enabled: OrganizationConnection): JsonObject[] {
  const connection = tenant.state.configuration.connections.find(({ id }) => id === enabled.connection_id)
  if (connection === undefined) return []
  return [{ ...enabled, connection: { name: connection.name, strategy: connection.strategy } }]
}
