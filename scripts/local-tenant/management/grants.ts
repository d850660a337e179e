import { Hono } from 'hono'
import type { JsonObject, UserGrant } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { invalidQuery } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { listAnswer } from './paging.ts'

/** What people have agreed to. Without its grant, an app asks again; refresh tokens it holds go on. */
export function grantsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => tenant.state.userGrants ?? []
  const keep = (isKept: (grant: UserGrant) => boolean) => {
    tenant.state.userGrants = all().filter(isKept)
  }

  app.get('/grants', permit('read:grants'), (c) => {
    const { user_id, client_id, audience } = c.req.query()
    const found = all()
      .filter((grant) => user_id === undefined || grant.user_id === user_id)
      .filter((grant) => client_id === undefined || grant.client_id === client_id)
      .filter((grant) => audience === undefined || grant.audience === audience)
    return c.json(listAnswer(c, 'grants', found.map(shown)))
  })
  app.delete('/grants', permit('delete:grants'), (c) => {
    const userId = c.req.query('user_id')
    if (userId === undefined) throw invalidQuery('Missing required property: user_id')
    keep(({ user_id }) => user_id !== userId)
    return c.body(null, 204)
  })
  app.delete('/grants/:id', permit('delete:grants'), (c) => {
    keep(({ id }) => id !== c.req.param('id'))
    return c.body(null, 204)
  })
  return app
}

/** With the name that Auth0's API has for the client here, and nowhere else. */
const shown = ({ client_id, organization, ...grant }: UserGrant): JsonObject => ({
  ...{ ...grant, clientID: client_id },
  ...(organization === undefined ? {} : { organization_id: organization }),
})
