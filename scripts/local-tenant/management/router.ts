import { Hono } from 'hono'
import { recordAnswers } from '../recording/record-answers.ts'
import { writeLog } from '../service/logs.ts'
import type { Tenant } from '../tenant.ts'
import { actionsApi } from './actions.ts'
import { ApiError, errorBody } from './api-error.ts'
import { type ApiEnv, requireToken } from './bearer.ts'
import { attackProtectionApi } from './attack-protection.ts'
import { authenticationMethodsApi } from './authentication-methods.ts'
import { bindingsApi } from './bindings.ts'
import { clientGrantsApi } from './client-grants.ts'
import { clientsApi } from './clients.ts'
import { collectionsApi } from './collections.ts'
import { connectionsApi } from './connections.ts'
import { guardianFactorsApi } from './guardian-factors.ts'
import { grantsApi } from './grants.ts'
import { identitiesApi } from './identities.ts'
import { logsApi } from './logs.ts'
import { organizationConnectionsApi } from './organization-connections.ts'
import { organizationMembersApi } from './organization-members.ts'
import { organizationsApi } from './organizations.ts'
import { phoneTemplatesApi } from './phone-templates.ts'
import { rateLimit } from './rate-limit.ts'
import { resourceServersApi } from './resource-servers.ts'
import { settingsApi } from './settings.ts'
import { tenantSettingsApi } from './tenant-settings.ts'
import { unusedResourcesApi } from './unused-resources.ts'
import { usersApi } from './users.ts'

const RESOURCES = [
  usersApi,
  identitiesApi,
  authenticationMethodsApi,
  guardianFactorsApi,
  logsApi,
  clientsApi,
  clientGrantsApi,
  grantsApi,
  connectionsApi,
  organizationsApi,
  organizationConnectionsApi,
  organizationMembersApi,
  actionsApi,
  bindingsApi,
  collectionsApi,
  phoneTemplatesApi,
  attackProtectionApi,
  resourceServersApi,
  settingsApi,
  tenantSettingsApi,
  unusedResourcesApi,
]

/** The Management API (v2) of the tenant, to be mounted at `/api/v2`. */
export function managementApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.use(recordAnswers(tenant, 'management'))
  app.use(rateLimit(tenant))
  app.use(requireToken(tenant))
  app.use(async (c, next) => {
    await next()
    // Bodies stay out of the log: they hold people's addresses and numbers.
    if (c.req.method !== 'GET' && c.res.ok)
      writeLog(tenant, {
        type: 'sapi',
        description: `${c.req.method} ${c.req.routePath}`,
        client_id: c.get('bearer').clientId,
      })
  })
  for (const resource of RESOURCES) app.route('/', resource(tenant))
  app.all('*', () => {
    throw new ApiError(404, 'Not Found')
  })
  app.onError((thrown, c) => {
    const error: unknown = thrown
    if (error instanceof ApiError) return c.json(errorBody(error), error.status)
    console.error(error)
    return c.json(
      { statusCode: 500, error: 'Internal Server Error', message: 'An internal error occurred' },
      500,
    )
  })
  return app
}
