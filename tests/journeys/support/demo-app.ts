import { serveApp } from '../../../scripts/demo/app/serve-app.ts'
import type { RunningApp } from '../../../scripts/demo/app/serve-app.ts'
import { allowOrigin, clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import type { Stage } from './stage.ts'

/** The demo app on a free port, as the tenant's `Demo App`. Whoever starts it stops it. */
export async function serveDemoApp(stage: Stage): Promise<RunningApp> {
  const client = clientNamed(await stage.tenant.control.state(), 'Demo App')
  return serveApp({
    port: 0,
    issuer: stage.origin,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    fetch: stage.fetch,
    readInbox: () => stage.tenant.control.inbox(),
    beforeSignIn: (appOrigin) => allowOrigin(stage.management, client, appOrigin),
  })
}
