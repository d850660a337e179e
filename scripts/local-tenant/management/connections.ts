import { Hono } from 'hono'
import type { Connection, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import {
  asText,
  array,
  boolean,
  checkObject,
  listOf,
  metadata,
  object,
  readBody,
  readJson,
  text,
} from './body.ts'
import { randomText } from './ids.ts'
import { checkpointAnswer, listAnswer, selectFields } from './paging.ts'

const CHANGEABLE = {
  display_name: text({ max: 128 }),
  options: object,
  enabled_clients: listOf(text()),
  is_domain_connection: boolean,
  show_as_button: boolean,
  realms: array,
  metadata: metadata(10),
}

export function connectionsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => tenant.state.configuration.connections
  const existing = (id: string): Connection => {
    const connection = all().find((candidate) => candidate.id === id)
    if (connection === undefined)
      throw new ApiError(404, 'The connection does not exist.', 'inexistent_connection')
    return connection
  }

  app.get('/connections', permit('read:connections'), (c) => {
    const { name, take, from } = c.req.query()
    const strategies = c.req.queries('strategy')
    const found = all()
      .filter((connection) => name === undefined || connection.name === name)
      .filter(
        (connection) => strategies === undefined || strategies.includes(connection.strategy),
      ) as JsonObject[]
    const byCheckpoint = take !== undefined || from !== undefined
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'connections', found) : listAnswer(c, 'connections', found),
    )
  })

  app.post('/connections', permit('create:connections'), async (c) => {
    const body = await readBody(c, {
      required: ['name', 'strategy'],
      properties: {
        ...CHANGEABLE,
        name: text({ max: 128, pattern: /^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$/ }),
        strategy: text(),
      },
    })
    const name = asText(body['name'])
    if (all().some((connection) => connection.name === name))
      throw new ApiError(409, 'A connection with the same name already exists', 'connection_conflict')
    const connection = {
      id: `con_${randomText(tenant.world, 16)}`,
      options: {},
      enabled_clients: [],
      realms: [name],
      is_domain_connection: false,
      ...body,
    } as unknown as Connection
    all().push(connection)
    return c.json(connection, 201)
  })

  app.get('/connections/:id', permit('read:connections'), (c) =>
    c.json(selectFields(c, existing(c.req.param('id')) as JsonObject)),
  )

  app.patch('/connections/:id', permit('update:connections'), async (c) => {
    const connection = existing(c.req.param('id'))
    // `options` comes as a whole: what is not sent is gone.
    return c.json(Object.assign(connection, await readBody(c, { properties: CHANGEABLE })))
  })

  app.delete('/connections/:id', permit('delete:connections'), (c) => {
    const { configuration } = tenant.state
    configuration.connections = all().filter(({ id }) => id !== c.req.param('id'))
    return c.body(null, 204)
  })

  app.get('/connections/:id/clients', permit('read:connections'), (c) => {
    const clients = existing(c.req.param('id')).enabled_clients.map((client_id) => ({ client_id }))
    return c.json(checkpointAnswer(c, 'clients', clients, 'client_id'))
  })

  app.patch('/connections/:id/clients', permit('update:connections'), async (c) => {
    const connection = existing(c.req.param('id'))
    const changes = await readJson(c)
    if (!Array.isArray(changes) || changes.length === 0 || changes.length > 50)
      throw invalidBody('Expected an array of 1 to 50 items')
    const properties = { client_id: text(), status: boolean }
    const checked = changes.map((change) =>
      checkObject(change, { required: ['client_id', 'status'], properties }),
    )
    const known = new Set(tenant.state.configuration.clients.map(({ client_id }) => client_id))
    const enabled = new Set(connection.enabled_clients)
    for (const { client_id, status } of checked) {
      const id = asText(client_id)
      if (!known.has(id)) throw new ApiError(400, 'The client does not exist', 'inexistent_client')
      if (status === true) enabled.add(id)
      else enabled.delete(id)
    }
    connection.enabled_clients = [...enabled]
    return c.body(null, 204)
  })

  app.get('/connections-directory-provisionings', permit('read:directory_provisionings'), (c) =>
    c.json({ directory_provisionings: [] }),
  )
  return app
}
