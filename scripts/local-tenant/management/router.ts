import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { ApiError, errorBody } from './api-error.ts'
import { authenticate } from './authorization.ts'
import { configurationApi } from './configuration-api.ts'
import { logsApi } from './logs-api.ts'
import { usersApi } from './users-api.ts'

/** Requests per second that the headers tell of; nothing is refused by them here. */
const RATE_LIMIT = 50

/** The Management API (v2) of the tenant, to be mounted at `/api/v2`. */
export function managementApi(tenant: Tenant): Hono {
  const app = new Hono()
  app.use('*', async (context, next) => {
    await next()
    const reset = Math.ceil(tenant.world.clock.now().getTime() / 1000) + 1
    context.header('x-ratelimit-limit', String(RATE_LIMIT))
    context.header('x-ratelimit-remaining', String(RATE_LIMIT - 1))
    context.header('x-ratelimit-reset', String(reset))
  })
  app.use('*', authenticate(tenant))
  app.onError((error, context) => {
    if (error instanceof ApiError) return context.json(errorBody(error), error.statusCode)
    console.error(error)
    return context.json({ statusCode: 500, error: 'Internal Server Error', message: 'Internal error' }, 500)
  })
  app.route('/', usersApi(tenant))
  app.route('/', logsApi(tenant))
  app.route('/', configurationApi(tenant))
  // One of the API's many endpoints that this tenant does not have.
  app.all('*', (context) => context.json(errorBody(new ApiError(404, 'Not Found')), 404))
  return app
}
