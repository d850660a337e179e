import { Hono } from 'hono'
import { keepMessage } from '../service/keep-message.ts'
import { randomHex } from '../service/random.ts'
import type { PhoneNetworksState } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { foundCode } from './code-in-text.ts'
import { networksOf } from './networks-of.ts'
import { TwilioError } from './twilio-error.ts'
import { admit, isE164, readForm } from './twilio-request.ts'
import { spokenBy } from './twiml.ts'

type Call = { to: string; from: string; twiml: string }

/** Calls that say what their TwiML says. Source: https://www.twilio.com/docs/voice/api/call-resource. */
export function twilioCalls(tenant: Tenant): Hono {
  const app = new Hono()
  app.post('/2010-04-01/Accounts/:account/Calls.json', async (c) => {
    const networks = networksOf(tenant)
    admit(c, networks, 'calls')
    const call = readCall(networks, await readForm(c))
    const text = spokenBy(call.twiml)
    keepMessage(tenant, { channel: 'voice', to: call.to, from: call.from, text, ...foundCode(text) })
    return c.json(created(tenant, networks, call), 201)
  })
  return app
}

function readCall(networks: PhoneNetworksState, form: { [name: string]: string | undefined }): Call {
  const { To: to, From: from, Twiml: twiml } = form
  if (to === undefined) throw new TwilioError(21201)
  if (from === undefined) throw new TwilioError(21213)
  if (!isE164(to)) throw new TwilioError(21211, to)
  if (!isE164(from)) throw new TwilioError(21212, from)
  // A sender's name is for texts; a call comes from a number.
  if (from !== networks.credentials.fromNumber) throw new TwilioError(21210)
  if (twiml === undefined) throw new TwilioError(21205)
  // Whoever opted out of texts can still be called.
  const standing = networks.numbers[to]
  if (standing === 'unreachable') throw new TwilioError(21214)
  if (standing === 'blocked') throw new TwilioError(21215)
  if (standing === 'invalid') throw new TwilioError(21217)
  return { to, from, twiml }
}

function created({ world }: Tenant, { credentials }: PhoneNetworksState, { to, from }: Call): object {
  const sid = `CA${randomHex(world, 32)}`
  const uri = `/2010-04-01/Accounts/${credentials.accountSid}/Calls/${sid}`
  const parts = ['Notifications', 'Recordings', 'Payments', 'Events', 'Siprec', 'Streams', 'Transcriptions']
  return {
    ...{ account_sid: credentials.accountSid, api_version: '2010-04-01', sid },
    ...{ to, to_formatted: to, from, from_formatted: from, phone_number_sid: `PN${randomHex(world, 32)}` },
    ...{ status: 'queued', direction: 'outbound-api', queue_time: '0', price: null, price_unit: 'USD' },
    ...{ date_created: null, date_updated: null, start_time: null, end_time: null, duration: null },
    ...{ answered_by: null, annotation: null, caller_name: null, forwarded_from: null, group_sid: null },
    ...{ parent_call_sid: null, trunk_sid: null, uri: `${uri}.json` },
    subresource_uris: Object.fromEntries(parts.map((part) => [part.toLowerCase(), `${uri}/${part}.json`])),
  }
}
