import type { Tenant } from '../tenant.ts'
import { deliverByAction } from './deliver-by-action.ts'
import { keepMessage } from './keep-message.ts'
import type { CodeToSend } from './message-variables.ts'
import { phoneProvider, type PhoneProvider } from './phone-provider.ts'
import { recipientOf } from './phone-recipient.ts'
import { writePhoneText } from './phone-text.ts'
import { sendEmailCode } from './send-email-code.ts'

export type Delivery =
  | { kind: 'sent' }
  /** Nothing goes out, and the person is told. */
  | { kind: 'failed'; reason: string }
  /** Nothing goes out, and only the log says so. */
  | { kind: 'lost'; reason: string }
  /** It begins when `start` is called, once the page is out; what becomes of it is only in the log. */
  | { kind: 'under_way'; start: () => void }

/** Writes the message by its template and hands it to the tenant's provider. */
export async function sendCode(tenant: Tenant, order: CodeToSend): Promise<Delivery> {
  if (order.connection.strategy !== 'sms') return sendEmail(tenant, order)
  const provider = phoneProvider(tenant)
  if (provider === undefined) return { kind: 'failed', reason: 'No phone provider is configured.' }
  if (provider.name === 'twilio') return sendByTwilio(tenant, order, provider)
  const { method } = provider
  return { kind: 'under_way', start: deliverByAction(tenant, { ...order, method }) }
}

async function sendEmail(tenant: Tenant, order: CodeToSend): Promise<Delivery> {
  try {
    await sendEmailCode(tenant, order)
    return { kind: 'sent' }
  } catch (error) {
    // An admin's template that does not parse sends nothing, as with Auth0.
    return { kind: 'failed', reason: reasonOf(error) }
  }
}

/** The tenant's own Twilio account always delivers. */
async function sendByTwilio(tenant: Tenant, order: CodeToSend, provider: PhoneProvider): Promise<Delivery> {
  try {
    const { code, client } = order
    const { text, voice, from } = await writePhoneText(tenant, order, recipientOf(tenant, code.recipient))
    keepMessage(tenant, {
      channel: provider.method === 'voice' ? 'voice' : 'sms',
      ...{ to: code.recipient, from: from ?? provider.defaultFrom ?? '' },
      text: provider.method === 'voice' ? voice : text,
      ...{ code: code.code, client_id: client.client_id },
    })
    return { kind: 'sent' }
  } catch (error) {
    return { kind: 'lost', reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The template failed.'
}
