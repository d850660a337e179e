import { Hono } from 'hono'
import type { Context } from 'hono'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { confirmLogout, logOutOidc, logOutV2 } from '../service/log-out.ts'
import type { LogoutAnswer } from '../service/log-out.ts'
import { forgetSession, readSession } from './browser-cookies.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'
import { readFacts } from './request-facts.ts'

const CONFIRM_PATH = '/u/logout'

export function logout(tenant: Tenant): Hono {
  const app = new Hono()
  app.on(['GET', 'POST'], '/oidc/logout', async (c) => {
    const facts = await readFacts(c)
    const fields = singles({ ...facts.query, ...facts.body })
    const locale = fields['ui_locales'] ?? facts.language
    return send(c, await logOutOidc(tenant, fields, facts, readSession(c, tenant)), locale)
  })
  app.post(CONFIRM_PATH, async (c) => {
    // Browsers say where a form was; the seal in it would tell as well.
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') return c.text('Forbidden', 403)
    const facts = await readFacts(c)
    const fields = singles(facts.body)
    if (fields['action'] === 'cancel') return stayed(c, facts.language)
    return send(c, await confirmLogout(tenant, fields, facts, readSession(c, tenant)), facts.language)
  })
  app.get('/v2/logout', async (c) => {
    const facts = await readFacts(c)
    return send(c, logOutV2(tenant, singles(facts.query), facts, readSession(c, tenant)), facts.language)
  })
  return app
}

function send(c: Context, answer: LogoutAnswer, locale = 'en'): Response | Promise<Response> {
  switch (answer.kind) {
    case 'refused': {
      const { code, description: message } = answer
      return renderPage(c, 400, 'error', { ...textsFor('en'), title: 'Something went wrong', code, message })
    }
    case 'confirm': {
      const texts = textsFor(locale)
      const fields = { ...answer.fields, confirmation: answer.confirmation }
      return renderPage(c, 200, 'logout', {
        ...texts,
        title: texts.text.log_out_question,
        client: answer.clientName ?? '',
        action: CONFIRM_PATH,
        fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
      })
    }
    case 'redirect':
      forgetSession(c)
      return c.redirect(answer.url, 302)
    case 'done':
      forgetSession(c)
      return c.text('OK')
  }
}

function stayed(c: Context, locale = 'en'): Promise<Response> {
  const texts = textsFor(locale)
  return renderPage(c, 200, 'ended', { ...texts, title: texts.text.stayed, message: texts.text.stayed_text })
}

/** A repeated parameter counts as not given, except that it can never be the one that is checked while another is used. */
function singles(fields: RequestFacts['query']): { [name: string]: string } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().join(' ')]))
}
