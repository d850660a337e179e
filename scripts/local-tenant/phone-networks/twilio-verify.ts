import { Hono } from 'hono'
import { keepMessage } from '../service/keep-message.ts'
import { randomDigits, randomHex } from '../service/random.ts'
import { isoNow, secondsSince } from '../service/seconds.ts'
import type { PhoneNetworksState, Verification } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { networksOf } from './networks-of.ts'
import { TwilioError } from './twilio-error.ts'
import { admit, isE164, readForm } from './twilio-request.ts'
import { VERIFY_LOCALES } from './verify-locales.ts'

/** Source: https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts. */
const LIFETIME = 600
const MOST_SENDS = 5

/** The account's one service; it allows custom codes. */
const FRIENDLY_NAME = 'Example'

type Asked = { to: string; channel: 'sms' | 'call'; code: string | undefined }

/** Sources: https://www.twilio.com/docs/verify/api/verification, …/customization-options (custom codes). */
export function twilioVerify(tenant: Tenant): Hono {
  const app = new Hono()
  app.post('/v2/Services/:service/Verifications', async (c) => {
    const networks = networksOf(tenant)
    const service = c.req.param('service')
    admit(c, networks, 'verify')
    if (service !== networks.credentials.verifyServiceSid)
      throw new TwilioError(20404, `/Services/${service}/Verifications`)
    const asked = readVerification(networks, await readForm(c), c.req.path)
    const verification = nextSend(tenant, networks, asked.to)
    const code = asked.code ?? randomDigits(tenant.world, 6)
    keepMessage(tenant, {
      ...{ channel: asked.channel === 'call' ? 'voice' : 'sms', to: asked.to, from: 'VERIFY', code },
      text: `Your ${FRIENDLY_NAME} verification code is: ${code}`,
    })
    return c.json(created(networks, asked, verification), 201)
  })
  return app
}

function readVerification(
  networks: PhoneNetworksState,
  form: { [name: string]: string | undefined },
  path: string,
): Asked {
  const { To: to, Channel: channel, CustomCode: code, Locale: locale } = form
  if (to === undefined) throw new TwilioError(20001, 'To')
  if (channel === undefined) throw new TwilioError(20001, 'Channel')
  if (!isE164(to)) throw new TwilioError(60200, 'To')
  if (channel !== 'sms' && channel !== 'call') throw new TwilioError(60200, 'Channel')
  if (code !== undefined && !/^[a-z\d]{4,10}$/i.test(code)) throw new TwilioError(60200, 'CustomCode')
  if (locale !== undefined && !VERIFY_LOCALES.has(locale)) throw new TwilioError(20404, path.slice(3))
  checkStanding(networks, to, channel)
  return { to, channel, code }
}

/** What Verify says of somebody who opted out of texts is not documented; here it is what Messaging says. */
function checkStanding({ numbers }: PhoneNetworksState, to: string, channel: 'sms' | 'call'): void {
  const standing = numbers[to]
  if (standing === 'opted_out' && channel === 'sms') throw new TwilioError(21610)
  if (standing === 'unreachable') throw new TwilioError(60205)
  if (standing === 'blocked') throw new TwilioError(60410)
  if (standing === 'invalid') throw new TwilioError(60200, 'To')
}

/** Another send of the number's verification, or the first of a new one. @throws {TwilioError} 60203 */
function nextSend({ world }: Tenant, { verifications }: PhoneNetworksState, to: string): Verification {
  const known = verifications[to]
  const isLive = known !== undefined && secondsSince(world.clock, known.began_at) < LIFETIME
  const now = isoNow(world.clock)
  const verification = isLive ? known : { sid: `VE${randomHex(world, 32)}`, began_at: now, sends: [] }
  if (verification.sends.length >= MOST_SENDS) throw new TwilioError(60203)
  verification.sends.push({ at: now, attempt_sid: `VL${randomHex(world, 32)}` })
  verifications[to] = verification
  return verification
}

function created(
  { credentials }: PhoneNetworksState,
  { to, channel }: Asked,
  { sid, began_at, sends }: Verification,
): object {
  const { verifyServiceSid: service, accountSid } = credentials
  return {
    ...{ sid, service_sid: service, account_sid: accountSid, to, channel, status: 'pending', valid: false },
    ...{ date_created: seconds(began_at), date_updated: seconds(sends.at(-1)?.at ?? began_at) },
    ...{ lookup: {}, amount: null, payee: null, sna: null },
    send_code_attempts: sends.map(({ at, attempt_sid }) => ({
      ...{ time: seconds(at), channel: channel.toUpperCase(), attempt_sid },
    })),
    url: `https://verify.twilio.com/v2/Services/${service}/Verifications/${sid}`,
  }
}

/** Twilio's times have no fractions. */
const seconds = (time: string): string => time.replace(/\.\d+Z$/, 'Z')
