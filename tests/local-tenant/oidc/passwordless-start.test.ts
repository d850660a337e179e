import { settled } from '../../../scripts/local-tenant/service/phone-deliveries.ts'
import type { CustomPhoneProviderResult } from '../../../scripts/local-tenant/tenant.ts'
import { authorizeUrl, codeFor, useStage } from './support/stage.ts'
import {
  ADA,
  allowOtpGrant,
  clientOf,
  EMAIL,
  OTP_GRANT,
  PHONE,
  post,
  spend,
  START,
  start,
  TEXT,
} from './support/otp.ts'
import { HOST, linkedUser, SECRET } from './support/small-tenant.ts'

const stage = useStage()
beforeEach(() => allowOtpGrant(stage))

const smsOptions = () => stage.tenant.state.configuration.connections[1]?.options ?? {}
const byAction = () => {
  stage.tenant.state.configuration.phoneProviders = [{ name: 'custom', disabled: false }]
}

describe('a start by API', () => {
  test('sends a text, and answers as Auth0 describes it', async () => {
    const { status, body } = await start(stage)
    expect(status).toBe(200)
    expect(body).toEqual({ _id: expect.any(String) as string, phone_number: PHONE, phone_verified: false })
    expect(stage.tenant.state.inbox).toMatchObject([
      { channel: 'sms', to: PHONE, text: `${codeFor(stage, PHONE)} is your code`, client_id: 'app' },
    ])
    expect(stage.tenant.state.logs).toMatchObject([{ type: 'cs', client_id: 'app', connection: 'sms' }])
  })

  test('sends an email with a code', async () => {
    const { status, body } = await post(stage, START, { ...EMAIL, email: 'Ada@Example.com ' })
    expect([status, body['email'], body['email_verified']]).toEqual([200, ADA, false])
    expect(stage.tenant.state.inbox).toMatchObject([{ channel: 'email', to: ADA }])
    expect(stage.tenant.state.logs).toMatchObject([{ type: 'cls', connection: 'email' }])
  })

  test('a form is taken as well', async () => {
    const answer = await stage.fetch(START, {
      ...{ method: 'POST', body: new URLSearchParams(TEXT).toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(codeFor(stage, PHONE)).toMatch(/^\d{6}$/)
  })

  test('a public client needs no secret, and a wrong one is none', async () => {
    expect((await start(stage, { client_id: 'spa', client_secret: undefined })).status).toBe(200)
    expect((await start(stage, { client_id: 'spa', client_secret: 'guess' })).status).toBe(401)
  })

  test('the template is told the language that the app asks for', async () => {
    smsOptions()['template'] = '{{ code }} {{ locale }} {{ request_language }} {{ application.name }}'
    const { body } = await start(stage, {}, { 'x-request-language': 'pt-BR', 'accept-language': 'de' })
    expect(body['request_language']).toBe('pt-BR')
    expect(stage.tenant.state.inbox[0]?.text).toBe(`${codeFor(stage, PHONE)} pt-BR pt-BR Demo App`)
  })

  test('only pages of the clients’ own origins may call it', async () => {
    const preflight = (origin: string) => stage.fetch(START, { method: 'OPTIONS', headers: { origin } })
    const allowed = async (origin: string) =>
      (await preflight(origin)).headers.get('access-control-allow-origin')
    expect(await allowed('http://localhost:3000')).toBe('http://localhost:3000')
    expect(await allowed('https://evil.example')).toBeNull()
  })
})

const PATTERN = 'String does not match pattern: ^\\+[0-9]{1,15}$'

describe('what is refused sends nothing', () => {
  test.each<[string, object, number, string, string]>([
    ['no client', { client_id: undefined }, 400, 'bad.client_id', 'Missing required property: client_id'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'access_denied', 'Unauthorized'],
    ['no secret', { client_secret: undefined }, 401, 'access_denied', 'Unauthorized'],
    ['an empty secret', { client_secret: '' }, 401, 'access_denied', 'Unauthorized'],
    ['a wrong secret', { client_secret: 'guess' }, 401, 'access_denied', 'Unauthorized'],
    [
      'no connection',
      { connection: undefined },
      400,
      'bad.connection',
      'Missing required property: connection',
    ],
    ['an unknown connection', { connection: 'fax' }, 400, 'bad.connection', 'Connection does not exist'],
    [
      'no number',
      { phone_number: undefined },
      400,
      'bad.phone_number',
      'Missing required property: phone_number',
    ],
    ['a number without its country', { phone_number: '07400123456' }, 400, 'bad.phone_number', PATTERN],
    ['a number with blanks', { phone_number: '+44 7400 123456' }, 400, 'bad.phone_number', PATTERN],
    ['sixteen digits', { phone_number: `+${'1'.repeat(16)}` }, 400, 'bad.phone_number', PATTERN],
    [
      'no address',
      { connection: 'email', send: 'code' },
      400,
      'bad.email',
      'Missing required property: email',
    ],
    [
      ...(['no address at all', { connection: 'email', send: 'code', email: 'ada' }, 400] as const),
      ...(['bad.email', 'error in email - email format validation failed: ada'] as const),
    ],
    [
      ...(['a link, which is the default by email', { connection: 'email', email: ADA }, 400] as const),
      ...([
        'bad.send',
        'This local tenant sends no magic links: ask for a code with "send": "code".',
      ] as const),
    ],
    [
      ...(['a link by text', { send: 'link' }, 400, 'bad.send'] as const),
      'error in send - a text has a code (expected code)',
    ],
    [
      ...(['something else', { send: 'pigeon' }, 400, 'bad.send'] as const),
      'error in send - unknown value: pigeon (expected link or code)',
    ],
    [
      ...(['parameters that are text', { authParams: 'scope=openid' }, 400, 'bad.authParams'] as const),
      'error in authParams - invalid type: string (expected object)',
    ],
    [
      ...(['a number that is one', { phone_number: 447400123456 }, 400, 'bad.phone_number'] as const),
      'error in phone_number - invalid type: number (expected string)',
    ],
    [
      ...(['a field there is not', { type: 'code' }, 400, 'bad.request'] as const),
      'the following properties are not allowed: type',
    ],
  ])('%s', async (_name, fields, status, error, error_description) => {
    expect(await start(stage, fields)).toEqual({ status, body: { error, error_description } })
    expect(stage.tenant.state.inbox).toEqual([])
    expect(stage.tenant.state.oneTimeCodes).toEqual([])
  })

  test('a body that is no JSON object', async () => {
    for (const body of [[], 'text', null]) {
      expect((await post(stage, START, body)).body['error']).toBe('bad.request')
    }
  })

  test('a connection that the client does not have, or that sends no codes', async () => {
    const [, sms] = stage.tenant.state.configuration.connections
    if (sms !== undefined) sms.enabled_clients = ['spa']
    expect((await start(stage)).body).toEqual({
      ...{ error: 'bad.connection', error_description: 'Connection is disabled' },
    })
    if (sms !== undefined) sms.strategy = 'auth0'
    expect((await start(stage)).body['error_description']).toBe(
      'Invalid connection strategy. It must either be a passwordless connection',
    )
  })

  test.each([
    ['without the grant', { grant_types: ['authorization_code'] }],
    ['whose grants were never set', { grant_types: undefined }],
    ['that is a single page application', { app_type: 'spa' }],
  ])('a client %s', async (_name, settings) => {
    Object.assign(clientOf(stage, 'app'), settings)
    expect(await start(stage)).toEqual({
      status: 403,
      body: {
        error: 'unauthorized_client',
        error_description: `Grant type '${OTP_GRANT}' not allowed for the client.`,
        error_uri: 'https://auth0.com/docs/clients/client-grant-types',
      },
    })
    expect(stage.tenant.state.inbox).toEqual([])
  })

  test('a tenant without a phone provider, and one whose email template is broken', async () => {
    stage.tenant.state.configuration.phoneProviders = []
    expect((await start(stage)).body['error']).toBe('sms_provider_error')
    const [email] = stage.tenant.state.configuration.connections
    Object.assign(email?.options ?? {}, { email: { body: '{% if code %}' } })
    expect((await post(stage, START, EMAIL)).body['error']).toBe('email_provider_error')
    expect(stage.tenant.state.oneTimeCodes.every(({ dead }) => dead)).toBe(true)
    expect(stage.tenant.state.logs.map(({ type }) => type)).toEqual(['fn', 'fn'])
  })
})

describe('what came before it', () => {
  test.each(['/oauth/ro', '/passwordless/verify'])(
    '%s is not there, as on every newer tenant',
    async (path) => {
      await start(stage)
      const otp = codeFor(stage, PHONE)
      const body = { ...TEXT, grant_type: 'password', username: PHONE, password: otp }
      const answer = await stage.fetch(`https://${HOST}${path}`, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { 'content-type': 'application/json' },
      })
      expect([answer.status, await answer.text()]).toEqual([404, 'Not Found'])
      expect((await spend(stage)).status).toBe(200)
    },
  )
})

describe('who has the number is not told', () => {
  const withoutId = ({ status, body }: Awaited<ReturnType<typeof start>>) => ({
    status,
    body: { ...body, _id: typeof body['_id'] },
  })

  test('T17 the answer is the same for a stranger, an account and a closed connection', async () => {
    const stranger = await start(stage)
    stage.tenant.state.users.push(linkedUser(ADA, PHONE))
    const known = await start(stage)
    smsOptions()['disable_signup'] = true
    stage.tenant.state.users = []
    const closed = await start(stage)
    expect(withoutId(known)).toEqual(withoutId(stranger))
    expect(withoutId(closed)).toEqual(withoutId(stranger))
  })

  const OUTCOMES: [string, () => CustomPhoneProviderResult | Promise<CustomPhoneProviderResult>][] = [
    ['it delivers', () => ({ kind: 'delivered', action_name: 'a' })],
    ['it drops', () => ({ kind: 'dropped', reason: 'stranger', action_name: 'a' })],
    ['it throws', () => ({ kind: 'failed', reason: 'oh', action_name: 'a' })],
    ['it is not deployed', () => ({ kind: 'absent' })],
    ['it never answers', () => new Promise<never>(() => undefined)],
  ]

  test.each(OUTCOMES)('T17 nor what an Action makes of it: %s', async (_name, outcome) => {
    byAction()
    stage.actions.onText = outcome
    const { status, body } = await start(stage)
    expect([status, body['phone_number']]).toEqual([200, PHONE])
  })

  test('T17 the Action is asked once the answer is out', async () => {
    byAction()
    const answering = start(stage)
    stage.actions.onText = () => ({ kind: 'delivered', action_name: 'a' })
    const { body } = await answering
    expect([body['phone_number'], stage.actions.texts.length]).toEqual([PHONE, 0])
    await settled(stage.tenant)
    expect(stage.actions.texts).toMatchObject([
      {
        client: { client_id: 'app', name: 'Demo App' },
        connection: { name: 'sms' },
        request: { method: 'POST', hostname: HOST, ip: '127.0.0.1' },
        notification: { recipient: PHONE, message_type: 'otp_verify', delivery_method: 'text' },
      },
    ])
    expect(stage.tenant.state.logs).toMatchObject([{ type: 'cs', details: { attempt: 1 } }])
  })
})

describe('how often', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const limited = {
    status: 429,
    body: { error: 'too_many_requests', error_description: 'Global limit has been reached' },
  }

  test('fifty an hour from one address, and not one more', async () => {
    for (let count = 0; count < 50; count += 1) expect((await start(stage)).status).toBe(200)
    expect(await start(stage)).toEqual(limited)
    expect(stage.tenant.state.inbox).toHaveLength(50)
    expect((await start(stage, {}, from('10.0.0.9'))).status).toBe(200)
    stage.advance(3599)
    expect((await start(stage)).status).toBe(429)
    stage.advance(1)
    expect((await start(stage)).status).toBe(200)
  })

  test('codes that the pages send count as well', async () => {
    const browser = stage.browser()
    await browser.submit(await browser.open(authorizeUrl()), { email: ADA })
    const address = from(stage.tenant.state.transactions[0]?.ip ?? '')
    for (let count = 0; count < 49; count += 1) expect((await start(stage, {}, address)).status).toBe(200)
    expect(await start(stage, {}, address)).toEqual(limited)
  })

  test('what is refused for its form does not count', async () => {
    for (let count = 0; count < 60; count += 1) await start(stage, { phone_number: '0' })
    expect((await start(stage)).status).toBe(200)
  })

  /** Fifty-one starts for as many people, as a back end tells of them. */
  async function forManyPeople(fields: object): Promise<number> {
    let last = 0
    for (let count = 0; count < 51; count += 1) {
      last = (await start(stage, fields, { 'auth0-forwarded-for': `203.0.113.${count}` })).status
    }
    return last
  }

  test('T20 a back end with the setting is believed whom it calls for', async () => {
    clientOf(stage, 'app')['is_token_endpoint_ip_header_trusted'] = true
    expect(await forManyPeople({})).toBe(200)
    expect(stage.tenant.state.logs.at(-1)?.ip).toBe('203.0.113.50')
  })

  test('T20 a back end without the setting is not', async () => {
    expect(await forManyPeople({})).toBe(429)
    expect(stage.tenant.state.logs.at(-1)?.ip).toBe('127.0.0.1')
  })

  test('T20 an app without a secret is not, whatever its settings say', async () => {
    clientOf(stage, 'spa')['is_token_endpoint_ip_header_trusted'] = true
    expect(await forManyPeople({ client_id: 'spa', client_secret: SECRET })).toBe(429)
  })

  test('T20 what is no address is passed over', async () => {
    clientOf(stage, 'app')['is_token_endpoint_ip_header_trusted'] = true
    await start(stage, {}, { 'auth0-forwarded-for': 'somewhere' })
    expect(stage.tenant.state.logs.at(-1)?.ip).toBe('127.0.0.1')
  })
})
