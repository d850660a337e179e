import { Hono } from 'hono'
import { randomText } from '../service/random.ts'
import type { JsonObject, Organization, OrganizationConnection } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { listOf, metadata, object, readBody, shaped, text } from './body.ts'
import { checkConnection, CONNECTION_OF_ORGANIZATION, withDefaults } from './organization-connections.ts'
import { checkpointAnswer, listAnswer } from './paging.ts'

const READ = ['read:organizations', 'read:organizations_summary']

const PROPERTIES = {
  // Auth0 takes no name for an id, and none that an id looks like.
  name: text({ max: 50, pattern: /^(?!org_)[a-z0-9][a-z0-9_-]*$/ }),
  display_name: text({ max: 255 }),
  branding: object,
  metadata: metadata(25),
}

/** Organizations themselves. Source: Auth0 docs, manage-users/organizations. */
export function organizationsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => tenant.state.configuration.organizations ?? []
  const byName = (name: string) => all().find((each) => each.name === name)
  const checkName = (name: unknown, self?: Organization): void => {
    if (typeof name !== 'string' || (byName(name) ?? self) === self) return
    throw new ApiError(409, 'An organization with this name already exists.', 'organization_conflict')
  }

  app.get('/organizations', permit(...READ), (c) => {
    const byCheckpoint = c.req.query('take') !== undefined || c.req.query('from') !== undefined
    const list = all().map(shown)
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'organizations', list) : listAnswer(c, 'organizations', list),
    )
  })
  app.post('/organizations', permit('create:organizations', 'create:organization_connections'), async (c) => {
    const enabled = listOf(shaped(CONNECTION_OF_ORGANIZATION, ['connection_id']), 10)
    const body = await readBody(c, {
      required: ['name'],
      properties: { ...PROPERTIES, enabled_connections: enabled },
    })
    const { enabled_connections = [], ...rest } = body
    checkName(rest['name'])
    const connections = (enabled_connections as Partial<OrganizationConnection>[]).map(withDefaults)
    for (const { connection_id } of connections) checkConnection(tenant, connection_id)
    const id = `org_${randomText(tenant.world, 16)}`
    const organization = { id, ...rest, connections, members: [] } as unknown as Organization
    tenant.state.configuration.organizations = [...all(), organization]
    const answer = shown(organization)
    return c.json(connections.length === 0 ? answer : { ...answer, enabled_connections: connections }, 201)
  })
  app.get('/organizations/name/:name', permit('read:organizations'), (c) => {
    const found = byName(c.req.param('name'))
    if (found === undefined) throw noOrganization()
    return c.json(shown(found))
  })
  app.get('/organizations/:id', permit(...READ), (c) =>
    c.json(shown(existingOrganization(tenant, c.req.param('id')))),
  )
  app.patch('/organizations/:id', permit('update:organizations'), async (c) => {
    const organization = existingOrganization(tenant, c.req.param('id'))
    const body = await readBody(c, { properties: PROPERTIES })
    checkName(body['name'], organization)
    Object.assign(organization, body)
    return c.json(shown(organization))
  })
  app.delete('/organizations/:id', permit('delete:organizations'), (c) => {
    const gone = existingOrganization(tenant, c.req.param('id'))
    tenant.state.configuration.organizations = all().filter((each) => each !== gone)
    return c.body(null, 204)
  })
  // Sources: exports by auth0-deploy-cli, which reads these of every organization.
  app.get('/organizations/:id/client-grants', permit('read:organization_client_grants'), (c) => {
    existingOrganization(tenant, c.req.param('id'))
    return c.json(listAnswer(c, 'client_grants', []))
  })
  app.get('/organizations/:id/discovery-domains', permit('read:organization_discovery_domains'), (c) => {
    existingOrganization(tenant, c.req.param('id'))
    return c.json(checkpointAnswer(c, 'domains', []))
  })
  return app
}

const noOrganization = () => new ApiError(404, 'The organization does not exist.', 'inexistent_organization')

/** @throws {ApiError} 404 `inexistent_organization` */
export function existingOrganization(tenant: Tenant, id: string): Organization {
  const found = tenant.state.configuration.organizations?.find((each) => each.id === id)
  if (found === undefined) throw noOrganization()
  return found
}

export function shown({ id, name, display_name, branding, metadata: data }: Organization): JsonObject {
  return {
    ...{ id, name },
    ...(display_name === undefined ? {} : { display_name }),
    ...(branding === undefined ? {} : { branding }),
    ...(data === undefined ? {} : { metadata: data }),
  }
}
