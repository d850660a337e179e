import { Hono } from 'hono'
import type { Context } from 'hono'
import { submitConsent } from '../service/complete-login.ts'
import { findWaiting } from '../service/waiting-page.ts'
import type { Tenant } from '../tenant.ts'
import { readBrowserId, readSession } from './browser-cookies.ts'
import { renderConsentPage } from './consent-page.ts'
import { latePage } from './late-page.ts'
import { CONSENT_PATH } from './login-page.ts'
import { readFacts, single } from './request-facts.ts'
import { sendAnswer } from './send-answer.ts'

/** The page that asks whether an app may do what it wants to. */
export function consent(tenant: Tenant): Hono {
  const app = new Hono()
  app.get(CONSENT_PATH, async (c) => {
    const { found, facts } = await find(c)
    if (found.kind !== 'live') return latePage(c, found, facts)
    return renderConsentPage(c, tenant, found.transaction)
  })
  app.post(CONSENT_PATH, async (c) => {
    const { found, facts } = await find(c)
    if (found.kind !== 'live') return latePage(c, found, facts)
    // Whatever is not plainly a yes is a no.
    const isAgreed = single(facts.body, 'action') === 'accept'
    return sendAnswer(c, tenant, submitConsent(tenant, found.transaction, isAgreed, readSession(c, tenant)))
  })
  return app

  async function find(c: Context) {
    const facts = await readFacts(c)
    const state = single(facts.query, 'state') ?? ''
    return { facts, found: findWaiting(tenant, 'consent', state, readBrowserId(c), facts.hostname) }
  }
}
