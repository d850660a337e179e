import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { NetworkName, PhoneNetworksState } from '../state.ts'
import { TwilioError } from './twilio-error.ts'

/** @throws {TwilioError} 20003; 20404 for a path that names another account; 20429 and 20503 when the network is ill */
export function admit(c: Context, networks: PhoneNetworksState, network: NetworkName): void {
  const { accountSid, authToken } = networks.credentials
  const encoded = /^Basic\s+([\w+/=-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  const condition = networks.conditions[network]
  if (condition === 'down') throw new TwilioError(20503)
  if (!isSame(given, `${accountSid}:${authToken}`)) throw new TwilioError(20003)
  const account = c.req.param('account')
  if (account !== undefined && account !== accountSid) throw new TwilioError(20404, c.req.path)
  if (condition === 'rate_limited') throw new TwilioError(20429)
}

/** The fields of a form; Twilio reads no other kind of body, so JSON is as good as nothing. */
export async function readForm(c: Context): Promise<{ [name: string]: string | undefined }> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  const fields = [...new URLSearchParams(await c.req.text())].filter(([, value]) => value !== '')
  return Object.fromEntries(fields)
}

/** E.164. Source: https://www.twilio.com/docs/glossary/what-e164. */
export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
