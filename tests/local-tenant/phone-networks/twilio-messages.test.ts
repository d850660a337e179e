import type { Standing } from '../../../scripts/local-tenant/state.ts'
import { PHONE, refusal, useNetworks, type Fields } from './support/networks.ts'

const networks = useNetworks()
const inbox = () => networks.stage.tenant.state.inbox
const path = (account = networks.credentials.accountSid) => `/2010-04-01/Accounts/${account}/Messages.json`

/** A good message, but for what a test changes. */
const send = (more: Fields = {}, headers?: { [name: string]: string }) =>
  networks.post(
    path(),
    { To: PHONE, From: networks.credentials.fromNumber, Body: '123456 is it', ...more },
    headers,
  )

describe('a message that Twilio takes', () => {
  test('is in the inbox, and answered with its id', async () => {
    const { accountSid, fromNumber } = networks.credentials
    const { status, body } = await send({ Body: '123456 is your code\n\n@example.com #123456' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ account_sid: accountSid, to: PHONE, from: fromNumber, messaging_service_sid: null },
      ...{ status: 'queued', direction: 'outbound-api', error_code: null, num_segments: '1' },
      date_created: 'Sun, 01 Mar 2026 12:00:00 +0000',
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${String(body['sid'])}.json`,
    })
    expect(body['sid']).toMatch(/^SM[0-9a-f]{32}$/)
    expect(inbox()).toMatchObject([
      {
        channel: 'sms',
        to: PHONE,
        from: fromNumber,
        text: expect.stringContaining('@example.com') as string,
        code: '123456',
      },
    ])
  })

  test('through a messaging service has no sender yet', async () => {
    const { messagingServiceSid } = networks.credentials
    const { body } = await send({ From: undefined, MessagingServiceSid: messagingServiceSid })
    expect(body).toMatchObject({
      ...{ from: null, messaging_service_sid: messagingServiceSid, status: 'accepted', num_segments: '0' },
    })
  })

  test.each([
    ['a name', 'Example 1'],
    ['one letter', 'E'],
  ])('may come from %s', async (_name, From) => {
    expect((await send({ From })).status).toBe(201)
  })

  test.each([
    ['160 letters of the basic alphabet', 'a'.repeat(160), '1'],
    ['161 of them', 'a'.repeat(161), '2'],
    ['71 of another', 'ж'.repeat(71), '2'],
  ])('%s are %s segments', async (_name, Body, count) => {
    expect((await send({ Body })).body['num_segments']).toBe(count)
  })
})

describe('a message that Twilio refuses', () => {
  test.each<[string, Fields, [number, number, string]]>([
    ['without From', { From: undefined }, [400, 21603, "A 'From' phone number is required."]],
    ['without To', { To: undefined }, [400, 21604, "A 'To' phone number is required."]],
    ['with an empty To', { To: '' }, [400, 21604, "A 'To' phone number is required."]],
    ['without Body', { Body: undefined }, [400, 21602, 'Message body is required.']],
    [
      'of 1601 characters',
      { Body: 'a'.repeat(1601) },
      [400, 21617, 'The concatenated message body exceeds the 1600 character limit.'],
    ],
    [
      'to a national number',
      { To: '07400123456' },
      [400, 21211, "The 'To' number 07400123456 is not a valid phone number."],
    ],
    [
      'to a number with spaces',
      { To: '+44 7400' },
      [400, 21211, "The 'To' number +44 7400 is not a valid phone number."],
    ],
    [
      "from somebody else's number",
      { From: '+14155550199' },
      [
        ...([400, 21606] as const),
        'The From phone number +14155550199 is not a valid, SMS-capable inbound phone number or short code for your account.',
      ],
    ],
    [
      'from what is no sender',
      { From: 'a name that is too long' },
      [
        ...([400, 21212] as const),
        "The 'From' number a name that is too long is not a valid phone number, shortcode, or alphanumeric sender ID.",
      ],
    ],
    [
      'through what is no service',
      { MessagingServiceSid: 'MG1' },
      [400, 21705, 'The Messaging Service is invalid'],
    ],
    [
      "through somebody else's service",
      { MessagingServiceSid: `MG${'0'.repeat(32)}` },
      [404, 21701, 'The Messaging Service does not exist'],
    ],
  ])('%s', async (_name, fields, expected) => {
    expect(await send(fields)).toMatchObject(refusal(...expected))
    expect(inbox()).toEqual([])
  })

  test.each<[Standing, (from: string) => [number, number, string]]>([
    ['opted_out', () => [400, 21610, 'Attempt to send to unsubscribed recipient']],
    [
      'unreachable',
      (from) => [
        ...([400, 21612] as const),
        `The 'To' phone number: ${PHONE}, is not currently reachable using the 'From' phone number: ${from} via SMS.`,
      ],
    ],
    [
      'blocked',
      () => [
        ...([400, 21408] as const),
        `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${PHONE}.`,
      ],
    ],
    ['invalid', () => [400, 21211, `The 'To' number ${PHONE} is not a valid phone number.`]],
  ])('to a number that is %s', async (standing, expected) => {
    networks.state.numbers[PHONE] = standing
    expect(await send()).toMatchObject(refusal(...expected(networks.credentials.fromNumber)))
    expect((await send({ To: '+447400123457' })).status).toBe(201)
    expect(inbox()).toHaveLength(1)
  })

  test.each<[string, string]>([
    ['no credentials', ''],
    ['another token', `Basic ${Buffer.from('AC1:token').toString('base64')}`],
    ['a bearer token', 'Bearer abc'],
  ])('with %s', async (_name, authorization) => {
    const answer = await send({}, { authorization })
    expect(answer).toMatchObject(refusal(401, 20003, 'Authenticate'))
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Twilio API"')
    expect(inbox()).toEqual([])
  })

  test('for another account', async () => {
    const other = path(`AC${'0'.repeat(32)}`)
    const words = `The requested resource ${other} was not found`
    expect(await networks.post(other, { To: PHONE })).toMatchObject(refusal(404, 20404, words))
  })

  test('that is JSON, of which nothing is read', async () => {
    const answer = await send({}, { 'content-type': 'application/json' })
    expect(answer).toMatchObject(refusal(400, 21603, "A 'From' phone number is required."))
  })

  test.each<['rate_limited' | 'down', [number, number, string]]>([
    ['rate_limited', [429, 20429, 'Too Many Requests']],
    ['down', [503, 20503, 'Service unavailable']],
  ])('while it is %s', async (condition, expected) => {
    networks.state.conditions.messages = condition
    expect(await send()).toMatchObject(refusal(...expected))
    expect(inbox()).toEqual([])
  })
})

test('what Twilio does not have is not found', async () => {
  const words = 'The requested resource /2010-04-01/Nothing.json was not found'
  expect(await networks.post('/2010-04-01/Nothing.json', {})).toMatchObject(refusal(404, 20404, words))
})
