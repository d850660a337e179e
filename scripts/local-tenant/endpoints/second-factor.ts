import { Hono } from 'hono'
import type { Context } from 'hono'
import { cancelLogin } from '../service/passwordless-login.ts'
import { submitOtp } from '../service/second-factor.ts'
import { findWaiting } from '../service/waiting-page.ts'
import type { Tenant } from '../tenant.ts'
import { readBrowserId, readSession } from './browser-cookies.ts'
import { latePage } from './late-page.ts'
import { OTP_PATH, renderLoginPage } from './login-page.ts'
import { readFacts, single } from './request-facts.ts'
import { sendAnswer } from './send-answer.ts'

/** The page that asks for the code of an authenticator app. */
export function secondFactor(tenant: Tenant): Hono {
  const app = new Hono()
  app.get(OTP_PATH, async (c) => {
    const { found, facts } = await find(c)
    if (found.kind !== 'live') return latePage(c, found, facts)
    return renderLoginPage(c, tenant, found.transaction)
  })
  app.post(OTP_PATH, async (c) => {
    const { found, facts } = await find(c)
    if (found.kind !== 'live') return latePage(c, found, facts)
    const { transaction } = found
    if (single(facts.body, 'action') === 'cancel') {
      return sendAnswer(c, tenant, cancelLogin(tenant, transaction))
    }
    const typed = single(facts.body, 'code') ?? ''
    return sendAnswer(c, tenant, await submitOtp(tenant, transaction, typed, facts, readSession(c, tenant)))
  })
  return app

  async function find(c: Context) {
    const facts = await readFacts(c)
    const state = single(facts.query, 'state') ?? ''
    return { facts, found: findWaiting(tenant, 'mfa', state, readBrowserId(c), facts.hostname) }
  }
}
