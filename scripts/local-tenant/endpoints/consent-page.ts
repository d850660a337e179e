import type { Context } from 'hono'
import { findClient } from '../service/clients.ts'
import { askedBy } from '../service/consent.ts'
import { permissionLines } from '../service/permission-lines.ts'
import type { LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { pageUrl } from './login-page.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'

/** What the standard scopes open, by the name of its text. */
const STANDARD = [
  ['profile', 'profile'],
  ['email', 'profile_email'],
  ['phone', 'profile_phone'],
  ['address', 'profile_address'],
  ['offline_access', 'offline_access'],
] as const

/** Who asks, and for what: the person's own data in their language, an API's scopes as the API names them. */
export function renderConsentPage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
): Promise<Response> {
  const client = findClient(tenant, transaction.request.client_id)
  if (client === undefined) throw new Error('The application that asks for consent was removed.')
  const texts = textsFor(transaction.locale)
  const { api, scope } = askedBy(tenant, transaction, client)
  return renderPage(c, 200, 'consent', {
    ...texts,
    title: texts.text.consent,
    client: client.name,
    action: pageUrl(transaction),
    own: STANDARD.filter(([name]) => scope.includes(name)).map(([, text]) => texts.text[text]),
    foreign: api === undefined ? [] : permissionLines(tenant, api, scope),
  })
}
