import { Liquid } from 'liquidjs'
import type { Client, Connection, InboxMessage, JsonObject, LoginTransaction, OneTimeCode } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { optionsOf } from './connections.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'

export type Delivery = { kind: 'sent' } | { kind: 'failed'; reason: string }

/** One text on its way. A custom phone provider Action can take the place of {@link deliverText}. */
export type TextMessage = { to: string; from: string; text: string; code: string; client_id: string }

// No partials and no files: a template is text that an admin typed, nothing else.
const engine = new Liquid({ strictFilters: true, templates: {} })

const DEFAULT_TEXT = 'Your verification code is: {{ code }}'
const DEFAULT_SUBJECT = 'Welcome to {{ application.name }}'
const DEFAULT_BODY = 'Your verification code is: {{ code }}'
const DEFAULT_SENDER = 'root@auth0.com'

/** Writes the message by the connection's template and hands it to the tenant's provider. */
export async function sendCode(
  tenant: Tenant,
  transaction: LoginTransaction,
  client: Client,
  connection: Connection,
  code: OneTimeCode,
): Promise<Delivery> {
  const variables = {
    code: code.code,
    ...(connection.strategy === 'sms' ? { phone_number: code.recipient } : { email: code.recipient }),
    application: { name: client.name, clientID: client.client_id },
    tenant: tenant.config.name,
    operation: 'logIn',
    locale: transaction.locale,
    request_language: transaction.language ?? '',
  }
  try {
    return connection.strategy === 'sms'
      ? deliverText(tenant, await writeText(connection, variables, code, client))
      : await sendEmail(tenant, connection, variables, code, client)
  } catch (error) {
    // An admin's template that does not parse sends nothing, as with Auth0.
    return { kind: 'failed', reason: error instanceof Error ? error.message : 'The template failed.' }
  }
}

async function writeText(
  connection: Connection,
  variables: JsonObject & { code: string },
  code: OneTimeCode,
  client: Client,
): Promise<TextMessage> {
  const { template, syntax, from } = connection.options
  const source = typeof template === 'string' ? template : DEFAULT_TEXT
  const text =
    syntax === 'md_with_macros'
      ? source.replaceAll('@@password@@', code.code)
      : await render(source, variables)
  const sender = typeof from === 'string' ? from : ''
  return { to: code.recipient, from: sender, text, code: code.code, client_id: client.client_id }
}

/** Hands a text to the tenant's phone provider; without one, Auth0 cannot send it. */
export function deliverText(tenant: Tenant, message: TextMessage): Delivery {
  const provider = tenant.state.configuration.phoneProviders.find((each) => each['disabled'] !== true)
  if (provider === undefined) return { kind: 'failed', reason: 'No phone provider is configured.' }
  keepMessage(tenant, { channel: 'sms', ...message })
  return { kind: 'sent' }
}

async function sendEmail(
  tenant: Tenant,
  connection: Connection,
  variables: JsonObject,
  code: OneTimeCode,
  client: Client,
): Promise<Delivery> {
  const { from, subject, body } = optionsOf(connection, 'email')
  const write = (source: unknown, otherwise: string) =>
    render(typeof source === 'string' ? source : otherwise, variables)
  // Auth0 sends by its own provider when none is configured.
  const provider = tenant.state.configuration.emailProvider?.['default_from_address']
  const sender = typeof provider === 'string' ? provider : DEFAULT_SENDER
  keepMessage(tenant, {
    channel: 'email',
    to: code.recipient,
    from: oneLine(await write(from, sender)),
    subject: oneLine(await write(subject, DEFAULT_SUBJECT)),
    text: await write(body, DEFAULT_BODY),
    code: code.code,
    client_id: client.client_id,
  })
  return { kind: 'sent' }
}

async function render(source: string, variables: JsonObject): Promise<string> {
  return String(await engine.parseAndRender(source, variables))
}

/** An application's name must not be able to add headers to an email. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** Puts a message where its recipient would find it. */
export function keepMessage(tenant: Tenant, message: Omit<InboxMessage, 'id' | 'at'>): void {
  const { world, state } = tenant
  state.inbox.push({ id: randomToken(world, 12), at: isoNow(world.clock), ...message })
}
