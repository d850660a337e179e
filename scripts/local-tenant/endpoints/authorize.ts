import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { beginLogin } from '../service/begin-login.ts'
import { continueLogin } from '../service/continue-login.ts'
import { ensureBrowserId, readBrowserId, readSession } from './browser-cookies.ts'
import { readFacts } from './request-facts.ts'
import { sendAnswer } from './send-answer.ts'

/** Where a login begins, and where it goes on after an Action has sent the person elsewhere. */
export function authorization(tenant: Tenant): Hono {
  const app = new Hono()
  app.on(['GET', 'POST'], '/authorize', async (c) => {
    const facts = await readFacts(c)
    const browser = ensureBrowserId(c, tenant)
    return sendAnswer(c, tenant, await beginLogin(tenant, facts, browser, readSession(c, tenant)))
  })
  app.on(['GET', 'POST'], '/continue', async (c) => {
    const facts = await readFacts(c)
    const answer = await continueLogin(tenant, facts, readBrowserId(c), readSession(c, tenant))
    return sendAnswer(c, tenant, answer)
  })
  return app
}
