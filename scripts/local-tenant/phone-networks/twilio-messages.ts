import { Hono } from 'hono'
import { SegmentedMessage } from 'sms-segments-calculator'
import { keepMessage } from '../service/keep-message.ts'
import { randomHex } from '../service/random.ts'
import type { PhoneNetworksState } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { foundCode } from './code-in-text.ts'
import { networksOf } from './networks-of.ts'
import { TwilioError } from './twilio-error.ts'
import { admit, isE164, readForm } from './twilio-request.ts'

/** Characters. */
const LONGEST_BODY = 1600
/** 1 to 11 letters, digits and spaces, not digits alone. Source: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id. */
const SENDER_NAME = /^(?=.*[a-z])[a-z\d ]{1,11}$/i

type Message = { to: string; from: string | null; service: string | null; body: string }

/** Source: https://www.twilio.com/docs/messaging/api/message-resource. */
export function twilioMessages(tenant: Tenant): Hono {
  const app = new Hono()
  app.post('/2010-04-01/Accounts/:account/Messages.json', async (c) => {
    const networks = networksOf(tenant)
    admit(c, networks, 'messages')
    const message = readMessage(networks, await readForm(c))
    keepMessage(tenant, {
      ...{ channel: 'sms', to: message.to, from: message.from ?? message.service ?? '', text: message.body },
      ...foundCode(message.body),
    })
    return c.json(created(tenant, networks, message), 201)
  })
  return app
}

function readMessage(networks: PhoneNetworksState, form: { [name: string]: string | undefined }): Message {
  const { To: to, From: from, MessagingServiceSid: service, Body: body } = form
  if (from === undefined && service === undefined) throw new TwilioError(21603)
  if (to === undefined) throw new TwilioError(21604)
  if (!isE164(to)) throw new TwilioError(21211, to)
  if (body === undefined) throw new TwilioError(21602)
  if (body.length > LONGEST_BODY) throw new TwilioError(21617)
  checkSender(networks, from, service)
  checkStanding(networks, to, from ?? service ?? '')
  return { to, from: service === undefined ? (from ?? null) : null, service: service ?? null, body }
}

function checkSender(
  { credentials }: PhoneNetworksState,
  from: string | undefined,
  service: string | undefined,
): void {
  if (service !== undefined) {
    if (!/^MG[0-9a-f]{32}$/i.test(service)) throw new TwilioError(21705)
    if (service !== credentials.messagingServiceSid) throw new TwilioError(21701)
  } else if (from !== undefined && from !== credentials.fromNumber && !SENDER_NAME.test(from)) {
    throw isE164(from) ? new TwilioError(21606, from) : new TwilioError(21212, from)
  }
}

function checkStanding({ numbers }: PhoneNetworksState, to: string, from: string): void {
  switch (numbers[to]) {
    case 'opted_out':
      throw new TwilioError(21610)
    case 'unreachable':
      throw new TwilioError(21612, to, from)
    case 'blocked':
      throw new TwilioError(21408, to)
    case 'invalid':
      throw new TwilioError(21211, to)
    case undefined:
  }
}

function created({ world }: Tenant, { credentials }: PhoneNetworksState, message: Message): object {
  const sid = `SM${randomHex(world, 32)}`
  const uri = `/2010-04-01/Accounts/${credentials.accountSid}/Messages/${sid}`
  const now = world.clock.now().toUTCString().replace('GMT', '+0000')
  return {
    ...{ account_sid: credentials.accountSid, api_version: '2010-04-01', sid, body: message.body },
    ...{ to: message.to, from: message.from, messaging_service_sid: message.service },
    ...{ status: message.service === null ? 'queued' : 'accepted', direction: 'outbound-api' },
    ...{ date_created: now, date_updated: now, date_sent: null },
    // A service counts them later, when it has chosen a sender.
    ...{ num_media: '0', num_segments: message.service === null ? segmentsOf(message.body) : '0' },
    ...{ price: null, price_unit: 'USD', error_code: null, error_message: null },
    ...{ uri: `${uri}.json`, subresource_uris: { media: `${uri}/Media.json` } },
  }
}

const segmentsOf = (body: string): string => String(new SegmentedMessage(body).segmentsCount)
