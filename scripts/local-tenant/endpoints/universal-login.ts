import { Hono } from 'hono'
import type { Context } from 'hono'
import type { LoginTransaction } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import type { LoginAnswer } from '../service/login-answer.ts'
import { cancelLogin, resendCode, submitCode, submitIdentifier } from '../service/passwordless-login.ts'
import { findTransaction } from '../service/transactions.ts'
import { readBrowserId, readSession } from './browser-cookies.ts'
import {
  EMAIL_CODE_PATH,
  IDENTIFIER_PATH,
  pageUrl,
  renderIdentifierPage,
  renderLoginPage,
  SMS_CODE_PATH,
} from './login-page.ts'
import { latePage } from './late-page.ts'
import { stylesheet } from './render-page.ts'
import { readFacts, single } from './request-facts.ts'
import { sendAnswer } from './send-answer.ts'

/** The pages of Universal Login: who are you, and what is the code. */
export function universalLogin(tenant: Tenant): Hono {
  const app = new Hono()

  app.get('/u/universal-login.css', (c) =>
    c.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  )

  app.get(IDENTIFIER_PATH, (c) =>
    // Also from the page of the code: somebody who mistyped goes back and changes it.
    withLive(c, (transaction) => renderIdentifierPage(c, tenant, transaction)),
  )
  app.post(IDENTIFIER_PATH, (c) =>
    withLive(c, async (transaction, facts) => {
      const { body } = facts
      const phone = single(body, 'phone')
      const typed = {
        ...(phone === undefined ? { email: single(body, 'email') ?? '' } : { phone }),
        country: single(body, 'country') ?? '',
      }
      const answer = await submitIdentifier(tenant, transaction, typed, facts)
      if (answer.kind !== 'notice') return sendAnswer(c, tenant, answer)
      return renderIdentifierPage(c, tenant, transaction, { ...answer, country: typed.country })
    }),
  )

  for (const path of [EMAIL_CODE_PATH, SMS_CODE_PATH]) {
    app.get(path, (c) =>
      withLive(c, (transaction) =>
        transaction.stage === 'code'
          ? renderLoginPage(c, tenant, transaction)
          : c.redirect(pageUrl(transaction), 302),
      ),
    )
    app.post(path, (c) =>
      withLive(c, async (transaction, facts) => {
        if (transaction.stage !== 'code') return c.redirect(pageUrl(transaction), 302)
        return sendAnswer(c, tenant, await codePageAnswer(c, transaction, facts))
      }),
    )
  }

  app.on(['GET', 'POST'], '/u/login/cancel', async (c) => {
    const found = await find(c)
    // A login that was refused has ended; its person may still go back to the app.
    const isRefused = found.kind === 'late' && found.transaction.stage === 'failed'
    if (found.kind === 'live' || isRefused) {
      return sendAnswer(c, tenant, cancelLogin(tenant, found.transaction))
    }
    return latePage(c, found, found.facts)
  })

  return app

  function codePageAnswer(
    c: Context,
    transaction: LoginTransaction,
    facts: RequestFacts,
  ): Promise<LoginAnswer> {
    if (single(facts.body, 'action') === 'resend') return resendCode(tenant, transaction, facts)
    return submitCode(tenant, transaction, single(facts.body, 'code') ?? '', facts, readSession(c, tenant))
  }

  async function find(c: Context) {
    const facts = await readFacts(c)
    const state = single(facts.query, 'state') ?? single(facts.body, 'state') ?? ''
    return { facts, ...findTransaction(tenant, state, readBrowserId(c), facts.hostname) }
  }

  async function withLive(
    c: Context,
    answer: (transaction: LoginTransaction, facts: RequestFacts) => Response | Promise<Response>,
  ): Promise<Response> {
    const found = await find(c)
    return found.kind === 'live' ? answer(found.transaction, found.facts) : latePage(c, found, found.facts)
  }
}
