import { type Context, Hono } from 'hono'
import type { JsonObject, LogEvent } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText } from './body.ts'
import { flag, pageOf, selectFields, wholeNumber, withinReach } from './paging.ts'
import { inOrder } from './sort-order.ts'
import { checkUserId } from './user-access.ts'
import { parseQuery } from './user-query.ts'

const READ = ['read:logs', 'read:logs_users']

/** Source: Auth0 docs, deploy-monitor/logs/retrieve-log-events-using-mgmt-api. */
export function logsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()

  app.get('/logs', permit(...READ), (c) => {
    const logs = tenant.state.logs.map(shownEvent)
    if (c.req.query('from') !== undefined || c.req.query('take') !== undefined) {
      const after = newerThan(c, logs)
      const from = asText(after.at(-1)?.['log_id'] ?? c.req.query('from'))
      const url = `https://${tenant.config.domain}/api/v2/logs?from=${from}&take=${String(take(c))}`
      c.header('Link', `<${url}>; rel="next"`)
      return c.json(after)
    }
    const query = c.req.query('q')
    const finds = query === undefined || query === '' ? () => true : parseQuery(query)
    return c.json(listed(c, logs.filter(finds)))
  })

  app.get('/logs/:id', permit(...READ), (c) => {
    const event = tenant.state.logs.find(({ log_id }) => log_id === c.req.param('id'))
    if (event === undefined) throw new ApiError(404, 'Log not found.', 'inexistent_log')
    return c.json(shownEvent(event))
  })

  app.get('/users/:id/logs', permit(...READ), (c) => {
    const id = c.req.param('id')
    checkUserId(id, 'ID of the user of the logs to retrieve')
    return c.json(listed(c, tenant.state.logs.filter(({ user_id }) => user_id === id).map(shownEvent)))
  })
  return app
}

const shownEvent = (event: LogEvent): JsonObject => ({ _id: event.log_id, ...(event as JsonObject) })

const take = (c: Context): number => wholeNumber(c, 'take', 50, 100)

/** By checkpoint: oldest first, and without the one that is named. */
function newerThan(c: Context, logs: JsonObject[]): JsonObject[] {
  const from = c.req.query('from')
  const start = from === undefined ? -1 : logs.findIndex(({ log_id }) => log_id === from)
  if (from !== undefined && start < 0) throw new ApiError(400, 'Invalid log id.', 'invalid_query_string')
  return logs.slice(start + 1, start + 1 + take(c))
}

/** By page: newest first, unless another order is asked for. */
function listed(c: Context, logs: JsonObject[]): JsonObject[] | JsonObject {
  const { items, start, limit, total } = withinReach(pageOf(c, inOrder(c, logs.toReversed())))
  const shown = items.map((event) => selectFields(c, event))
  return flag(c, 'include_totals') === true
    ? { start, limit, length: shown.length, logs: shown, total }
    : shown
}
