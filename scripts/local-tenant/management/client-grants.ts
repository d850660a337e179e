import { Hono } from 'hono'
import type { ClientGrant, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText, listOf, oneOf, readBody, text } from './body.ts'
import { randomText } from '../service/random.ts'
import { checkpointAnswer, listAnswer } from './paging.ts'

export function clientGrantsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => tenant.state.configuration.clientGrants
  const existing = (id: string): ClientGrant => {
    const grant = all().find((candidate) => candidate.id === id)
    if (grant === undefined)
      throw new ApiError(404, 'The client grant does not exist.', 'inexistent_client_grant')
    return grant
  }

  app.get('/client-grants', permit('read:client_grants'), (c) => {
    const { audience, client_id, take, from } = c.req.query()
    const found = all()
      .filter((grant) => audience === undefined || grant.audience === audience)
      .filter((grant) => client_id === undefined || grant.client_id === client_id) as JsonObject[]
    const byCheckpoint = take !== undefined || from !== undefined
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'client_grants', found) : listAnswer(c, 'client_grants', found),
    )
  })

  app.get('/client-grants/:id', permit('read:client_grants'), (c) => c.json(existing(c.req.param('id'))))

  app.post('/client-grants', permit('create:client_grants'), async (c) => {
    const body = await readBody(c, {
      required: ['client_id', 'audience'],
      properties: {
        client_id: text(),
        audience: text(),
        scope: listOf(text()),
        subject_type: oneOf('client'),
      },
    })
    const [client_id, audience] = [asText(body['client_id']), asText(body['audience'])]
    if (!tenant.state.configuration.clients.some((client) => client.client_id === client_id))
      throw new ApiError(404, 'The client does not exist', 'inexistent_client')
    if (all().some((grant) => grant.client_id === client_id && grant.audience === audience))
      throw new ApiError(
        409,
        'A client grant for this client and audience already exists.',
        'client_grant_conflict',
      )
    const scope = (body['scope'] ?? []) as string[]
    checkScopes(tenant, audience, scope)
    const grant: ClientGrant = {
      id: `cgr_${randomText(tenant.world, 16)}`,
      client_id,
      audience,
      scope,
      subject_type: 'client',
    }
    all().push(grant)
    return c.json(grant, 201)
  })

  app.patch('/client-grants/:id', permit('update:client_grants'), async (c) => {
    const grant = existing(c.req.param('id'))
    const body = await readBody(c, { properties: { scope: listOf(text()) } })
    const scope = (body['scope'] ?? grant.scope) as string[]
    checkScopes(tenant, grant.audience, scope)
    grant.scope = scope
    return c.json(grant)
  })

  app.delete('/client-grants/:id', permit('delete:client_grants'), (c) => {
    const { configuration } = tenant.state
    configuration.clientGrants = all().filter(({ id }) => id !== c.req.param('id'))
    return c.body(null, 204)
  })
  return app
}

/** A grant carries only scopes that its API has. */
function checkScopes(tenant: Tenant, audience: string, scope: string[]): void {
  const api = tenant.state.configuration.resourceServers.find(({ identifier }) => identifier === audience)
  if (api === undefined) throw new ApiError(404, 'Resource server not found', 'inexistent_resource_server')
  const known = new Set(((api['scopes'] ?? []) as { value: string }[]).map(({ value }) => value))
  const foreign = scope.find((value) => !known.has(value))
  if (foreign !== undefined) throw invalidBody(`The scope ${foreign} does not exist in the resource server`)
}
