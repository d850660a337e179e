import { Hono } from 'hono'
import type { Context } from 'hono'
import { createHash, timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { objectOf, textOf } from '../forms/json-parts.ts'
import { keepMessage } from '../service/keep-message.ts'
import type { Json, PhoneNetworksState, Standing } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { codeInText } from './code-in-text.ts'
import { networksOf } from './networks-of.ts'
import { isE164 } from './twilio-request.ts'

/** Where it listens, at the networks' origin. */
export const WEBHOOK_PATH = '/webhooks/codes'

/** Seconds, either way. Source: Standard Webhooks, «Verifying webhook authenticity». */
const TOLERANCE = 300

const REASONS: Record<Standing, string> = {
  opted_out: 'opted_out',
  unreachable: 'unreachable_number',
  blocked: 'provider_blocked',
  invalid: 'number_invalid',
}

/**
 * A receiver of signed events as an admin might write one: it delivers each event once, and says what cannot be
 * delivered. Source: https://www.standardwebhooks.com (specification 1.0.0).
 */
export function webhookReceiver(tenant: Tenant): Hono {
  const app = new Hono()
  app.post(WEBHOOK_PATH, async (c) => {
    const networks = networksOf(tenant)
    const condition = networks.conditions.webhook
    if (condition === 'down') return c.json({ error: 'Out of order' }, 503)
    const body = await c.req.text()
    if (!isGenuine(c, tenant, networks, body)) return c.json({ error: 'Not signed by us' }, 401)
    if (condition === 'rate_limited') return c.json({ error: 'Slow down' }, 429, { 'retry-after': '1' })
    const message = readMessage(body)
    if (message === undefined) return c.json({ error: 'No event that is known here' }, 400)
    const standing = networks.numbers[message.to]
    if (standing !== undefined) return c.json({ result: 'drop', reason: REASONS[standing] })
    const id = c.req.header('webhook-id') ?? ''
    if (!networks.deliveredWebhooks.includes(id)) {
      networks.deliveredWebhooks.push(id)
      keepMessage(tenant, message)
    }
    return c.json({ result: 'sent' })
  })
  return app
}

/** `Webhook.verify` goes by the host's clock; the tenant's may have been moved. */
function isGenuine(c: Context, { world }: Tenant, networks: PhoneNetworksState, body: string): boolean {
  const [id, time, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    c.req.header(`webhook-${name}`),
  )
  if (!id || !signatures || !/^\d{1,12}$/.test(time ?? '')) return false
  const sentAt = new Date(Number(time) * 1000)
  if (Math.abs(world.clock.now().getTime() - sentAt.getTime()) > TOLERANCE * 1000) return false
  const expected = new Webhook(networks.credentials.webhookSecret).sign(id, sentAt, body)
  return signatures.split(' ').some((signature) => isSame(signature, expected))
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

type Delivered = Parameters<typeof keepMessage>[1]

function readMessage(body: string): Delivered | undefined {
  const event = objectOf(parsed(body))
  const data = objectOf(event['data'])
  const [to, channel] = [textOf(data['to']), textOf(data['channel'])]
  const text = textOf(data[channel])
  if (event['type'] !== 'code.send' || !isE164(to) || text === '') return undefined
  if (channel !== 'text' && channel !== 'voice') return undefined
  const code = textOf(data['code']) || codeInText(text)
  return {
    ...{ channel: channel === 'voice' ? 'voice' : 'sms', to, from: 'WEBHOOK', text },
    ...(code === undefined ? {} : { code }),
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}
