import { Hono } from 'hono'
import { patchMetadata } from '../service/users.ts'
import type { Client, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, notSupported } from './api-error.ts'
import { type ApiEnv, type Bearer, insufficientScope, permit } from './bearer.ts'
import { asText, isObject, readBody, text } from './body.ts'
import { CLIENT_PROPERTIES } from './client-properties.ts'
import { randomText } from '../service/random.ts'
import { checkpointAnswer, flag, listAnswer, selectFields } from './paging.ts'

const READ = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary']

export function clientsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => tenant.state.configuration.clients
  const existing = (id: string): Client => {
    const client = all().find(({ client_id }) => client_id === id)
    if (client === undefined) throw new ApiError(404, 'The client does not exist', 'inexistent_client')
    return client
  }
  const shown = (client: Client, bearer: Bearer): JsonObject => {
    const { client_secret, ...rest } = client
    const secret = bearer.scopes.has('read:client_keys') ? { client_secret } : {}
    return { tenant: tenant.config.name, global: false, ...rest, ...secret }
  }

  app.get('/clients', permit(...READ), (c) => {
    const [isGlobal, firstParty] = [flag(c, 'is_global'), flag(c, 'is_first_party')]
    const types = c.req.query('app_type')?.split(',')
    const found = all()
      .filter((client) => firstParty === undefined || client['is_first_party'] === firstParty)
      .filter((client) => types === undefined || types.includes(asText(client['app_type'])))
      .map((client) => shown(client, c.get('bearer')))
    const list = isGlobal === true ? [] : found
    const byCheckpoint = c.req.query('take') !== undefined || c.req.query('from') !== undefined
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'clients', list, 'client_id') : listAnswer(c, 'clients', list),
    )
  })

  app.post('/clients', permit('create:clients'), async (c) => {
    const body = await readBody(c, { required: ['name'], properties: CLIENT_PROPERTIES })
    const client = {
      ...DEFAULTS,
      ...(body['is_first_party'] === false ? { third_party_security_mode: 'permissive' } : {}),
      client_id: randomText(tenant.world, 32),
      client_secret: randomText(tenant.world, 64),
      ...body,
    } as unknown as Client
    all().push(client)
    return c.json({ tenant: tenant.config.name, global: false, ...client }, 201)
  })

  app.get('/clients/:id', permit(...READ), (c) =>
    c.json(selectFields(c, shown(existing(c.req.param('id')), c.get('bearer')))),
  )

  app.patch(
    '/clients/:id',
    permit('update:clients', 'update:client_keys', 'update:client_credentials'),
    async (c) => {
      const client = existing(c.req.param('id'))
      const properties = { ...CLIENT_PROPERTIES, client_secret: text() }
      const { client_metadata, ...body } = await readBody(c, { properties })
      if (body['client_secret'] !== undefined && !c.get('bearer').scopes.has('update:client_keys'))
        throw insufficientScope(['update:client_keys'])
      checkOwner(client, body)
      Object.assign(client, body)
      for (const [name, value] of Object.entries(client)) if (value === null) delete client[name]
      // Source: Auth0 docs, get-started/applications/configure-application-metadata: merged, null removes.
      if (isObject(client_metadata)) {
        const present = isObject(client['client_metadata']) ? client['client_metadata'] : {}
        const metadata = patchMetadata(present, client_metadata)
        if (Object.keys(metadata).length > 0) client['client_metadata'] = metadata
        else delete client['client_metadata']
      }
      return c.json(shown(client, c.get('bearer')))
    },
  )

  app.delete('/clients/:id', permit('delete:clients'), (c) => {
    const { configuration } = tenant.state
    const id = c.req.param('id')
    configuration.clients = configuration.clients.filter(({ client_id }) => client_id !== id)
    configuration.clientGrants = configuration.clientGrants.filter(({ client_id }) => client_id !== id)
    for (const connection of configuration.connections)
      connection.enabled_clients = connection.enabled_clients.filter((each) => each !== id)
    return c.body(null, 204)
  })

  app.post('/clients/:id/rotate-secret', permit('update:client_keys'), (c) => {
    const client = existing(c.req.param('id'))
    client.client_secret = randomText(tenant.world, 64)
    return c.json({ tenant: tenant.config.name, global: false, ...client })
  })
  return app
}

/** Who runs an app, and how far it is trusted, is said once. Source: Auth0 docs, …/first-party-and-third-party-applications. */
function checkOwner(client: Client, changes: JsonObject): void {
  for (const name of ['is_first_party', 'third_party_security_mode'])
    if (changes[name] !== undefined && changes[name] !== client[name])
      throw notSupported(`${name} cannot be changed after an application was created.`)
}

const DEFAULTS: JsonObject = {
  is_first_party: true,
  oidc_conformant: false,
  sso_disabled: false,
  cross_origin_authentication: false,
  custom_login_page_on: true,
  jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000, secret_encoded: false },
  token_endpoint_auth_method: 'client_secret_post',
  grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
}
