import type { Context } from 'hono'
import type { Tenant } from '../tenant.ts'
import { findClient } from '../service/clients.ts'
import type { ClientTarget, LoginAnswer } from '../service/login-answer.ts'
import { randomToken } from '../service/random.ts'
import { afterAnswer } from './after-answer.ts'
import { keepSession } from './browser-cookies.ts'
import { pageUrl, renderLoginPage } from './login-page.ts'
import { textsFor } from './page-texts.ts'
import { renderPage, renderScriptPage } from './render-page.ts'
import { restartUrl } from './restart-url.ts'

/** Turns what a login step answered into HTTP. */
export async function sendAnswer(c: Context, tenant: Tenant, answer: LoginAnswer): Promise<Response> {
  if (answer.session !== undefined) keepSession(c, tenant, answer.session)
  if (answer.afterwards !== undefined) afterAnswer(c, answer.afterwards)
  switch (answer.kind) {
    case 'to_client':
      return sendToClient(c, tenant, answer.target, answer.parameters)
    case 'redirect':
      return c.redirect(answer.url, 302)
    case 'page':
      return c.redirect(pageUrl(answer.transaction), 302)
    case 'notice':
      return renderLoginPage(c, tenant, answer.transaction, answer)
    case 'ended': {
      const { request } = answer.transaction
      const texts = textsFor(answer.transaction.locale)
      return renderPage(c, answer.status, 'ended', {
        ...texts,
        title: texts.text.not_signed_in,
        message: answer.message === '' ? texts.text.went_wrong : answer.message,
        restart: restartUrl(request),
        cancel: cancelUrl(answer.transaction.id),
        client: findClient(tenant, request.client_id)?.name ?? '',
      })
    }
    case 'error_page':
      return renderPage(c, answer.status, 'error', {
        ...textsFor('en'),
        title: 'Something went wrong',
        code: answer.code,
        message: answer.description,
      })
  }
}

function cancelUrl(id: string): string {
  return `/u/login/cancel?state=${encodeURIComponent(id)}`
}

async function sendToClient(
  c: Context,
  tenant: Tenant,
  target: ClientTarget,
  parameters: { [name: string]: string },
): Promise<Response> {
  switch (target.response_mode) {
    case 'query': {
      const url = new URL(target.redirect_uri)
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
      return c.redirect(url.href, 302)
    }
    case 'form_post':
      // Source: OAuth 2.0 Form Post Response Mode.
      return renderScriptPage(c, 'form-post', randomToken(tenant.world, 16), {
        action: target.redirect_uri,
        fields: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      })
    case 'web_message':
      return renderScriptPage(c, 'web-message', randomToken(tenant.world, 16), {
        message: scriptSafe({ type: 'authorization_response', response: parameters }),
        target: scriptSafe(new URL(target.redirect_uri).origin),
      })
  }
}

/** JSON that cannot end the script it stands in. */
function scriptSafe(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeUnit)
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
