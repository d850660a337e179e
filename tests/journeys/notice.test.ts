import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import jwt from 'jsonwebtoken'

import { changeSecrets } from './support/bindings.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  isForm,
  person,
  provePhone,
  removePhone,
  replacePhone,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()

/** Emails that are no codes. */
const notices = async () =>
  (await stage.tenant.control.inbox({ channel: 'email', to: ADA })).filter(({ code }) => code === undefined)

const lastLine = async (action: string) => {
  const runs = await stage.tenant.control.runs()
  return runs.findLast(({ action_name }) => action_name === action)?.console.at(-1) ?? ''
}

describe('R40 after every change', () => {
  test('the account’s address is told: masked number, time, country, and what to do', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await replacePhone(ada, OTHER_PHONE)
    await removePhone(ada)
    const sent = await notices()
    expect(sent).toHaveLength(3)
    for (const [mail, last2] of [
      [sent[0], '56'],
      [sent[1], '21'],
      [sent[2], '21'],
    ] as const) {
      expect(mail?.text).toContain(`••••••${last2}`)
      expect(mail?.text).toContain('Germany')
      expect(mail?.text).toContain(String(new Date().getFullYear()))
      expect(mail?.text).toContain('http://localhost:3000/not-me')
      for (const number of [PHONE, OTHER_PHONE]) expect(mail?.text).not.toContain(number.slice(-6))
    }
    expect(new Set(sent.map(({ subject }) => subject)).size).toBe(3)
  })

  test('the page says it at once, before the app does', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, page } = await askFor(ada, 'add')
    const notice = await provePhone(ada, page, PHONE)
    expect(isForm(notice)).toBe(true)
    expect(notice.html).toContain('••••••56')
    expect(await notices()).toHaveLength(1)
    await ada.app.finish(attempt, notice)
  })

  test('R40 what changes nothing tells nobody', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await addPhone(ada, PHONE)
    await removePhone(ada, /^Keep phone$/)
    expect(await notices()).toHaveLength(1)
  })
})

test('R41 an email that cannot be sent does not undo the change, and is seen in the log', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const { attempt, page } = await askFor(ada, 'add')
  await stage.management.emails.provider.update({ enabled: false })
  const outcome = await ada.app.finish(attempt, await provePhone(ada, page, PHONE))
  expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { status: 'linked' } })
  expect(await notices()).toEqual([])
  expect(await lastLine('phone-notice')).toContain('notice_email_failed')
})

describe('a receiver of Security Event Tokens', () => {
  type Received = { type: string | undefined; accept: string | undefined; body: string }
  const received: Received[] = []
  let answer = 202
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { 'content-type': type, accept } = request.headers
      received.push({ type, accept, body: Buffer.concat(chunks).toString() })
      response.writeHead(answer).end()
    })
  })
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => void server.close())
  beforeEach(async () => {
    received.length = 0
    answer = 202
    const { port } = server.address() as AddressInfo
    const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'k-1' }
    await changeSecrets(stage, 'phone-notice', {
      RECEIVER_URL: `http://localhost:${port}/events`,
      RECEIVER_AUDIENCE: 'https://receiver.example.com',
      SIGNING_KEY: JSON.stringify(jwk),
    })
  })

  test('is told of every change, in a form that others can verify', async () => {
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await replacePhone(ada, OTHER_PHONE)
    await removePhone(ada)
    const events = received.map(({ type, accept, body }) => {
      expect({ type, accept }).toEqual({ type: 'application/secevent+jwt', accept: 'application/json' })
      const token = jwt.verify(body, publicKey, { algorithms: ['ES256'], complete: true })
      expect(token.header).toMatchObject({ typ: 'secevent+jwt', kid: 'k-1' })
      return token.payload as jwt.JwtPayload
    })
    const kind = 'https://schemas.openid.net/secevent/caep/event-type/credential-change'
    expect(events.map(({ events: all }) => (all as Record<string, object>)[kind])).toMatchObject([
      { credential_type: 'phone-sms', change_type: 'create', friendly_name: '••••••56' },
      { credential_type: 'phone-sms', change_type: 'update', friendly_name: '••••••21' },
      { credential_type: 'phone-sms', change_type: 'delete', friendly_name: '••••••21' },
    ])
    for (const event of events) {
      expect(event).toMatchObject({
        iss: `${stage.origin}/`,
        aud: 'https://receiver.example.com',
        sub_id: { format: 'iss_sub', iss: `${stage.origin}/`, sub: id.sub },
      })
      expect(event).not.toHaveProperty('exp')
    }
    expect(new Set(events.map(({ jti }) => jti)).size).toBe(3)
  })

  test('R41 that refuses stops nothing, and is seen in the log', async () => {
    answer = 400
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, page } = await askFor(ada, 'add')
    const notice = await provePhone(ada, page, PHONE)
    expect(await lastLine('phone-notice')).toContain('security_event_http_400')
    expect((await ada.app.finish(attempt, notice)).id.phone_link?.status).toBe('linked')
  })
})
