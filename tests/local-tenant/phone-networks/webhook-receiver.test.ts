import { Webhook } from 'standardwebhooks'
import { WEBHOOK_PATH } from '../../../scripts/local-tenant/phone-networks/webhook-receiver.ts'
import type { Standing } from '../../../scripts/local-tenant/state.ts'
import { PHONE, useNetworks } from './support/networks.ts'

const networks = useNetworks()
const inbox = () => networks.stage.tenant.state.inbox
const DATA = { to: PHONE, channel: 'text', text: '042137 is it', voice: 'It is 042137', code: '042137' }

type Changes = { data?: object; type?: string; body?: string; id?: string; age?: number; headers?: object }

/** A genuine event, but for what a test changes. `age` in seconds, by the tenant's clock. */
function send({ data = DATA, type = 'code.send', body, id = 'evt_1', age = 0, headers = {} }: Changes = {}) {
  const text = body ?? JSON.stringify({ type, timestamp: '2026-03-01T12:00:00Z', data })
  const sentAt = new Date(networks.stage.tenant.world.clock.now().getTime() - age * 1000)
  const signature = new Webhook(networks.credentials.webhookSecret).sign(id, sentAt, text)
  return networks.send(WEBHOOK_PATH, {
    method: 'POST',
    headers: {
      ...{
        'webhook-id': id,
        'webhook-timestamp': String(sentAt.getTime() / 1000),
        'webhook-signature': signature,
      },
      ...{ 'content-type': 'application/json', ...headers },
    },
    body: text,
  })
}

test('an event is delivered once, however often it comes', async () => {
  for (let times = 0; times < 3; times += 1) {
    expect(await send()).toMatchObject({ status: 200, body: { result: 'sent' } })
  }
  await send({ id: 'evt_2' })
  expect(inbox()).toMatchObject([
    { channel: 'sms', to: PHONE, text: '042137 is it', code: '042137' },
    { channel: 'sms', to: PHONE },
  ])
})

test('the wording that is wanted is delivered', async () => {
  await send({ data: { ...DATA, channel: 'voice' } })
  expect(inbox()).toMatchObject([{ channel: 'voice', text: 'It is 042137' }])
})

describe('an event that is not genuine is refused', () => {
  const other = `v1,${Buffer.from('another').toString('base64')}`

  test.each<[string, Changes, number]>([
    ['five minutes old', { age: 300 }, 200],
    ['older', { age: 301 }, 401],
    ['five minutes from now', { age: -300 }, 200],
    ['later', { age: -301 }, 401],
    ['with another signature', { headers: { 'webhook-signature': other } }, 401],
    ['with a signature of another version', { headers: { 'webhook-signature': 'v2,abc' } }, 401],
    ['without a signature', { headers: { 'webhook-signature': '' } }, 401],
    ['with another id than was signed', { headers: { 'webhook-id': 'evt_9' } }, 401],
    ['with another time than was signed', { headers: { 'webhook-timestamp': '1772366401' } }, 401],
    ['without a time', { headers: { 'webhook-timestamp': '' } }, 401],
    ['with a time that is none', { headers: { 'webhook-timestamp': 'now' } }, 401],
  ])('%s', async (_name, changes, status) => {
    expect((await send(changes)).status).toBe(status)
    expect(inbox()).toHaveLength(status === 200 ? 1 : 0)
  })

  test('one of several signatures is enough, as after a change of the secret', async () => {
    const now = networks.stage.tenant.world.clock.now()
    const text = JSON.stringify({ type: 'code.send', data: DATA })
    const own = new Webhook(networks.credentials.webhookSecret).sign('evt_1', now, text)
    const headers = { 'webhook-signature': `${other} ${own}` }
    expect((await send({ body: text, headers })).status).toBe(200)
  })
})

test.each<[string, Changes]>([
  ['another type', { type: 'code.sent' }],
  ['no number', { data: { ...DATA, to: undefined } }],
  ['a national number', { data: { ...DATA, to: '07400123456' } }],
  ['another channel', { data: { ...DATA, channel: 'email' } }],
  ['no text', { data: { ...DATA, text: '' } }],
  ['no data', { body: '{}' }],
  ['no JSON', { body: 'hello' }],
])('an event with %s is refused', async (_name, changes) => {
  expect((await send(changes)).status).toBe(400)
  expect(inbox()).toEqual([])
})

test.each<[Standing, string]>([
  ['opted_out', 'opted_out'],
  ['unreachable', 'unreachable_number'],
  ['blocked', 'provider_blocked'],
  ['invalid', 'number_invalid'],
])('a number that is %s is told of', async (standing, reason) => {
  networks.state.numbers[PHONE] = standing
  expect(await send()).toMatchObject({ status: 200, body: { result: 'drop', reason } })
  // Nothing was delivered, so the same event can be when the number is well again.
  networks.state.numbers = {}
  await send()
  expect(inbox()).toHaveLength(1)
})

test.each<['rate_limited' | 'down', number]>([
  ['rate_limited', 429],
  ['down', 503],
])('while it is %s nothing is delivered', async (condition, status) => {
  networks.state.conditions.webhook = condition
  expect((await send()).status).toBe(status)
  expect(inbox()).toEqual([])
})
