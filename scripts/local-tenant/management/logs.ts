import { Hono } from 'hono'
import type { JsonObject, LogEvent } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { checkpointAnswer, listAnswer, pageOf, selectFields } from './paging.ts'

const READ = ['read:logs', 'read:logs_users']

/** Source: Auth0 docs, deploy-monitor/logs/retrieve-log-events-using-mgmt-api: by page newest first, by checkpoint oldest first. */
export function logsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const shown = (event: LogEvent): JsonObject => ({ _id: event.log_id, ...(event as JsonObject) })

  app.get('/logs', permit(...READ), (c) => {
    const { from, take } = c.req.query()
    if (from !== undefined || take !== undefined) {
      const { logs } = tenant.state
      const answer = checkpointAnswer(c, 'logs', logs.map(shown), 'log_id') as { logs: JsonObject[] }
      return c.json(answer.logs)
    }
    return c.json(listAnswer(c, 'logs', tenant.state.logs.map(shown).reverse()))
  })
  app.get('/logs/:id', permit(...READ), (c) => {
    const event = tenant.state.logs.find(({ log_id }) => log_id === c.req.param('id'))
    if (event === undefined) throw new ApiError(404, 'Log not found.', 'inexistent_log')
    return c.json(shown(event))
  })
  app.get('/users/:id/logs', permit(...READ), (c) => {
    const own = tenant.state.logs.filter(({ user_id }) => user_id === c.req.param('id')).map(shown)
    return c.json(pageOf(c, own.reverse()).items.map((event) => selectFields(c, event)))
  })
  return app
}
