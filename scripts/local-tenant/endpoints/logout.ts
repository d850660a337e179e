import { Hono } from 'hono'
import type { Context } from 'hono'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { logOutOidc, logOutV2 } from '../service/log-out.ts'
import type { LogoutAnswer } from '../service/log-out.ts'
import { forgetSession, readSession } from './browser-cookies.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'
import { readFacts } from './request-facts.ts'

export function logout(tenant: Tenant): Hono {
  const app = new Hono()
  app.on(['GET', 'POST'], '/oidc/logout', async (c) => {
    const facts = await readFacts(c)
    const fields = singles({ ...facts.query, ...facts.body })
    return send(c, await logOutOidc(tenant, fields, facts, readSession(c, tenant)))
  })
  app.get('/v2/logout', async (c) => {
    const facts = await readFacts(c)
    return send(c, logOutV2(tenant, singles(facts.query), facts, readSession(c, tenant)))
  })
  return app
}

function send(c: Context, answer: LogoutAnswer): Response | Promise<Response> {
  if (answer.kind === 'refused') {
    const { code, description: message } = answer
    return renderPage(c, 400, 'error', { ...textsFor('en'), title: 'Something went wrong', code, message })
  }
  forgetSession(c)
  return answer.kind === 'redirect' ? c.redirect(answer.url, 302) : c.text('OK')
}

/** A repeated parameter counts as not given, except that it can never be the one that is checked while another is used. */
function singles(fields: RequestFacts['query']): { [name: string]: string } {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().join(' ')]))
}
