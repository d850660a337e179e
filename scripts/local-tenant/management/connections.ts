import { Hono } from 'hono'
import type { Connection, Json, JsonObject } from '../state.ts'
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
  oneOf,
  readBody,
  readJson,
  text,
} from './body.ts'
import { connectionOptions } from './connection-options.ts'
import { randomText } from '../service/random.ts'
import { checkpointAnswer, listAnswer, selectFields } from './paging.ts'

const STRATEGIES = [
  ...[
    'sms',
    'email',
    'auth0',
    'oidc',
    'samlp',
    'waad',
    'adfs',
    'ad',
    'okta',
    'pingfederate',
    'oauth1',
    'oauth2',
  ],
  ...[
    'google-oauth2',
    'google-apps',
    'apple',
    'facebook',
    'github',
    'linkedin',
    'windowslive',
    'twitter',
    'custom',
  ],
]

const CHANGEABLE = {
  display_name: text({ max: 128 }),
  options: connectionOptions,
  enabled_clients: listOf(text()),
  is_domain_connection: boolean,
  show_as_button: boolean,
  realms: array,
  metadata: metadata(10),
  authentication: object,
  connected_accounts: object,
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

  const checkClients = (ids: Json | undefined): void => {
    const known = tenant.state.configuration.clients.map(({ client_id }) => client_id)
    const unknown = Array.isArray(ids) && ids.some((id) => !known.includes(asText(id)))
    if (unknown) throw new ApiError(400, 'One or more of the clients do not exist.', 'inexistent_client')
  }

  app.get('/connections', permit('read:connections'), (c) => {
    const { name, take, from } = c.req.query()
    const strategies = c.req.queries('strategy')
    const found = all()
      .filter((connection) => name === undefined || connection.name === name)
      .filter(
        (connection) => strategies === undefined || strategies.includes(connection.strategy),
      ) as JsonObject[]
    // Lists do not say which clients are enabled; `/connections/{id}/clients` does.
    const shown = found.map((connection) =>
      Object.fromEntries(Object.entries(connection).filter(([name]) => name !== 'enabled_clients')),
    )
    const byCheckpoint = take !== undefined || from !== undefined
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'connections', shown) : listAnswer(c, 'connections', shown),
    )
  })

  app.post('/connections', permit('create:connections'), async (c) => {
    const body = await readBody(c, {
      required: ['name', 'strategy'],
      properties: {
        ...CHANGEABLE,
        name: text({ max: 128, pattern: /^[a-zA-Z0-9](-[a-zA-Z0-9]|[a-zA-Z0-9])*$/ }),
        strategy: oneOf(...STRATEGIES),
      },
    })
    const name = asText(body['name'])
    checkClients(body['enabled_clients'])
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
    const body = await readBody(c, { properties: CHANGEABLE })
    checkClients(body['enabled_clients'])
    // `options` comes as a whole: what is not sent is gone.
    return c.json(Object.assign(connection, body))
  })

  app.delete('/connections/:id', permit('delete:connections'), (c) => {
    const gone = all().find(({ id }) => id === c.req.param('id'))
    tenant.state.configuration.connections = all().filter((connection) => connection !== gone)
    // The accounts that this connection holds go with it.
    tenant.state.users = tenant.state.users.filter(
      ({ user_id, identities }) =>
        !identities.some(
          (identity) =>
            identity.connection === gone?.name && `${identity.provider}|${identity.user_id}` === user_id,
        ),
    )
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
    checkClients(checked.map(({ client_id = null }) => client_id))
    const enabled = new Set(connection.enabled_clients)
    for (const { client_id, status } of checked) {
      const id = asText(client_id)
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
