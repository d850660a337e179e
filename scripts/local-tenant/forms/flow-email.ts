import { Liquid } from 'liquidjs'
import { keepMessage, oneLine } from '../service/keep-message.ts'
import { normaliseEmail } from '../service/phone-field.ts'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { objectOf, textOf } from './json-parts.ts'
import { asWords, resolveSetting, type Scope } from './variables.ts'

// No partials and no files: a template is text that an admin typed, nothing else.
const engine = new Liquid({ strictFilters: true, templates: {} })

/**
 * AUTH0 SEND_EMAIL. Subject and body are Liquid with the common variables of email templates and `custom_vars`, which
 * alone are filled in from the form. Source: Auth0 docs, customize/forms/flows/integrations/auth0 (send email).
 *
 * @throws when there is no enabled provider, no address, or the template does not parse
 */
export async function sendFlowEmail(tenant: Tenant, params: JsonObject, scope: Scope): Promise<void> {
  const provider = tenant.state.configuration.emailProvider
  if (provider === null || provider['enabled'] === false) throw new Error('No email provider is enabled.')
  const to = asWords(resolveSetting(params['to'], scope))
  if (normaliseEmail(to) === undefined) throw new Error('The recipient is no email address.')
  const client = objectOf(scope.context['client'])
  const variables = {
    application: { name: textOf(client['name']), clientID: textOf(client['client_id']) },
    tenant: tenant.config.name,
    friendly_name: textOf(tenant.state.configuration.tenantSettings['friendly_name']),
    user: objectOf(scope.context['user']),
    custom_vars: objectOf(resolveSetting(params['custom_vars'], scope)),
  }
  const write = async (source: string) => String(await engine.parseAndRender(source, variables))
  const subject = oneLine(await write(textOf(params['subject'])))
  const text = await write(textOf(params['body']))
  keepMessage(tenant, {
    ...{ channel: 'email', to, from: senderOf(params, provider, scope), subject, text },
    client_id: textOf(client['client_id']),
  })
}

function senderOf(params: JsonObject, provider: JsonObject, scope: Scope): string {
  const from = objectOf(resolveSetting(params['from'], scope))
  const email = textOf(from['email'])
  if (email === '') return oneLine(textOf(provider['default_from_address']))
  const name = textOf(from['name'])
  return oneLine(name === '' ? email : `${name} <${email}>`)
}
