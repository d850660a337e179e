import { Hono } from 'hono'
import type { Context } from 'hono'
import { openForm, submitStep, type FormAnswer } from '../service/form-steps.ts'
import { findWaiting } from '../service/waiting-page.ts'
import type { LoginTransaction } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { readBrowserId, readSession } from './browser-cookies.ts'
import { renderFormPage } from './form-page.ts'
import { latePage } from './late-page.ts'
import { FORM_PATH } from './login-page.ts'
import { readFacts, single } from './request-facts.ts'
import { sendAnswer } from './send-answer.ts'

/** The pages of a form that an Action has rendered. */
export function customPrompt(tenant: Tenant): Hono {
  const app = new Hono()
  app.get(`${FORM_PATH}/:form`, (c) => withLive(c, (visit) => openForm(tenant, visit)))
  app.post(`${FORM_PATH}/:form`, (c) =>
    withLive(c, (visit) => submitStep(tenant, visit, single(visit.facts.body, 'action') ?? 'next')),
  )
  return app

  async function withLive(
    c: Context,
    answer: (visit: {
      transaction: LoginTransaction
      facts: RequestFacts
      session: ReturnType<typeof readSession>
      acceptLanguage: string | undefined
    }) => Promise<FormAnswer>,
  ): Promise<Response> {
    const facts = await readFacts(c)
    const state = single(facts.query, 'state') ?? ''
    const found = findWaiting(tenant, 'form', state, readBrowserId(c), facts.hostname)
    if (found.kind !== 'live' || found.transaction.form?.id !== c.req.param('form')) {
      return latePage(c, found, facts)
    }
    const { transaction } = found
    const acceptLanguage = c.req.header('accept-language')
    const said = await answer({ transaction, facts, session: readSession(c, tenant), acceptLanguage })
    if (said.kind !== 'form_step') return sendAnswer(c, tenant, said)
    // A second request while the first step is still being found.
    if (transaction.form?.node === '') return latePage(c, { kind: 'late', transaction }, facts)
    return renderFormPage(c, tenant, transaction, said.status, said.problem)
  }
}
