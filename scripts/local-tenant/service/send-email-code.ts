import { Liquid } from 'liquidjs'
import type { Tenant } from '../tenant.ts'
import { optionsOf } from './connections.ts'
import { keepMessage, oneLine } from './keep-message.ts'
import { messageVariables, type CodeToSend } from './message-variables.ts'

// No partials and no files: a template is text that an admin typed, nothing else.
const engine = new Liquid({ strictFilters: true, templates: {} })

const DEFAULT_SUBJECT = 'Welcome to {{ application.name }}'
const DEFAULT_BODY = 'Your verification code is: {{ code }}'
const DEFAULT_SENDER = 'root@auth0.com'

/** @throws when a template does not parse */
export async function sendEmailCode(tenant: Tenant, order: CodeToSend): Promise<void> {
  const { from, subject, body } = optionsOf(order.connection, 'email')
  const variables = messageVariables(tenant, order)
  const write = async (source: unknown, otherwise: string) =>
    String(await engine.parseAndRender(typeof source === 'string' ? source : otherwise, variables))
  // Auth0 sends by its own provider when none is configured.
  const provider = tenant.state.configuration.emailProvider?.['default_from_address']
  const sender = typeof provider === 'string' ? provider : DEFAULT_SENDER
  keepMessage(tenant, {
    channel: 'email',
    to: order.code.recipient,
    from: oneLine(await write(from, sender)),
    subject: oneLine(await write(subject, DEFAULT_SUBJECT)),
    text: await write(body, DEFAULT_BODY),
    code: order.code.code,
    client_id: order.client.client_id,
  })
}
