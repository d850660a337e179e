import type { Standing } from '../../../scripts/local-tenant/state.ts'
import { PHONE, refusal, useNetworks, type Fields } from './support/networks.ts'

const networks = useNetworks()
const inbox = () => networks.stage.tenant.state.inbox
const path = (service = networks.credentials.verifyServiceSid) => `/v2/Services/${service}/Verifications`

const verify = (more: Fields = {}, headers?: { [name: string]: string }) =>
  networks.post(path(), { To: PHONE, Channel: 'sms', CustomCode: '042137', ...more }, headers)

test("a verification is sent in Twilio's own words, with our code", async () => {
  const { accountSid, verifyServiceSid } = networks.credentials
  const { status, body } = await verify({ Locale: 'pt-BR' })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    ...{ service_sid: verifyServiceSid, account_sid: accountSid, to: PHONE, channel: 'sms' },
    ...{ status: 'pending', valid: false, date_created: '2026-03-01T12:00:00Z' },
    send_code_attempts: [{ time: '2026-03-01T12:00:00Z', channel: 'SMS' }],
  })
  expect(body['sid']).toMatch(/^VE[0-9a-f]{32}$/)
  expect(inbox()).toMatchObject([
    { channel: 'sms', to: PHONE, text: 'Your Example verification code is: 042137', code: '042137' },
  ])
})

test('a verification can be a call, and without a code of ours it has one of its own', async () => {
  await verify({ Channel: 'call', CustomCode: undefined })
  expect(inbox()).toMatchObject([{ channel: 'voice', code: expect.stringMatching(/^\d{6}$/) as string }])
})

test.each<[string, Fields, [number, number, string]]>([
  ['without To', { To: undefined }, [400, 20001, 'Missing required parameter To in the post body']],
  [
    'without Channel',
    { Channel: undefined },
    [400, 20001, 'Missing required parameter Channel in the post body'],
  ],
  ['to a national number', { To: '07400123456' }, [400, 60200, 'Invalid parameter: To']],
  ['by another channel', { Channel: 'text' }, [400, 60200, 'Invalid parameter: Channel']],
  ['with a code of 3 characters', { CustomCode: '123' }, [400, 60200, 'Invalid parameter: CustomCode']],
  [
    'with a code of 11 characters',
    { CustomCode: '12345678901' },
    [400, 60200, 'Invalid parameter: CustomCode'],
  ],
])('a verification %s is refused', async (_name, fields, expected) => {
  expect(await verify(fields)).toMatchObject(refusal(...expected))
  expect(inbox()).toEqual([])
})

test('a language that Verify does not have is not found', async () => {
  expect(await verify({ Locale: 'la' })).toMatchObject({ status: 404, body: { code: 20404 } })
})

test.each<[Standing, 'sms' | 'call', [number, number, string] | undefined]>([
  ['opted_out', 'sms', [400, 21610, 'Attempt to send to unsubscribed recipient']],
  ['opted_out', 'call', undefined],
  ['unreachable', 'sms', [403, 60205, 'SMS is not supported by landline phone number']],
  [
    ...(['blocked', 'sms'] as const),
    [
      ...([403, 60410] as const),
      'The destination phone number has been temporarily blocked by Twilio due to fraudulent activities.',
    ],
  ],
  ['invalid', 'sms', [400, 60200, 'Invalid parameter: To']],
])('a number that is %s is refused by %s: %j', async (standing, Channel, expected) => {
  networks.state.numbers[PHONE] = standing
  expect(await verify({ Channel })).toMatchObject(expected ? refusal(...expected) : { status: 201 })
  expect(inbox()).toHaveLength(expected ? 0 : 1)
})

describe('sends of one verification', () => {
  const statuses = async (count: number, fields?: Fields) => {
    const seen: number[] = []
    for (let sent = 0; sent < count; sent += 1) seen.push((await verify(fields)).status)
    return seen
  }

  test('five within ten minutes, texts and calls together, and no more', async () => {
    expect(await statuses(3)).toEqual([201, 201, 201])
    expect(await statuses(3, { Channel: 'call' })).toEqual([201, 201, 429])
    expect(await verify()).toMatchObject(refusal(429, 60203, 'Max send attempts reached'))
    expect(inbox()).toHaveLength(5)
    // Another number has a verification of its own.
    expect((await verify({ To: '+447400123457' })).status).toBe(201)
  })

  test.each([
    [599, 429],
    [600, 201],
  ])('%i seconds after the first one: %i', async (seconds, expected) => {
    await statuses(4)
    networks.stage.advance(seconds - 1)
    await statuses(1)
    networks.stage.advance(1)
    expect((await verify()).status).toBe(expected)
  })

  test('they have one id until it ends', async () => {
    const sid = async () => (await verify()).body['sid']
    const [first, second] = [await sid(), await sid()]
    networks.stage.advance(600)
    expect([second === first, (await sid()) === first]).toEqual([true, false])
  })

  test('what is refused does not count', async () => {
    await statuses(4)
    await statuses(3, { CustomCode: '1' })
    expect(await statuses(2)).toEqual([201, 429])
  })
})

test('another service is not found, and wrong credentials are refused before that', async () => {
  const other = `VA${'0'.repeat(32)}`
  const words = `The requested resource /Services/${other}/Verifications was not found`
  expect(await networks.post(path(other), { To: PHONE })).toMatchObject(refusal(404, 20404, words))
  expect(await networks.post(path(other), {}, { authorization: 'Basic QQ==' })).toMatchObject({ status: 401 })
})

test.each<['rate_limited' | 'down', number]>([
  ['rate_limited', 429],
  ['down', 503],
])('while Verify is %s nothing is sent', async (condition, status) => {
  networks.state.conditions.verify = condition
  expect((await verify()).status).toBe(status)
  expect(inbox()).toEqual([])
})
