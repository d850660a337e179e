import jwt from 'jsonwebtoken'

import { onContinuePostLogin, onExecutePostLogin } from '../../actions/phone-notice.ts'
import { RECEIVER, SECRETS, serveTenant } from '../support/action-tenant.ts'
import type { Changes, KitPostLoginEvent, RecordingOptions } from '../support/post-login-kit.ts'
import {
  PHONE_ACCOUNT,
  answeredEvent,
  postLoginEvent,
  recordingApi,
  withChanges,
} from '../support/post-login-kit.ts'
import { eventKey } from '../support/signed-tokens.ts'
import type { Answer } from '../support/stub-fetch.ts'
import { hang, json, nothing, reset } from '../support/stub-fetch.ts'

const AT = Date.parse('2026-03-01T12:00:00Z')
const CHANGE = JSON.stringify({ v: 1, did: 'linked', last2: '78', at: AT })

let settings: Record<string, string>
let pem: string
beforeAll(async () => {
  const key = await eventKey('ES256')
  pem = key.pem
  settings = {
    TENANT_DOMAIN: SECRETS.TENANT_DOMAIN,
    COMPANION_CLIENT_ID: SECRETS.COMPANION_CLIENT_ID,
    ...{ NOTICE_FORM_ID: 'f-notice', APP_NAME: 'Acme', HELP_URL: 'https://acme.example.com/help' },
    ...{
      RECEIVER_URL: RECEIVER,
      RECEIVER_AUDIENCE: 'https://events.example.com',
      SIGNING_KEY: JSON.stringify(key.jwk),
    },
  }
})

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

/** A login in which an earlier Action has linked a phone. */
const changed = (changes: Changes<KitPostLoginEvent> = {}): KitPostLoginEvent =>
  withChanges(
    postLoginEvent({ secrets: settings, transaction: { metadata: { phone_link_change: CHANGE } } }),
    changes,
  )

const run = async (
  event: KitPostLoginEvent,
  answer: Answer = nothing(202),
  options: RecordingOptions = {},
) => {
  const tenant = await serveTenant({ security_event: answer })
  const recording = recordingApi(event, options)
  await onExecutePostLogin(event, recording.api)
  return { recording, tenant }
}

test.each([onExecutePostLogin, onContinuePostLogin])('the handlers are real AsyncFunctions', (handler) => {
  expect(handler.constructor.name).toBe('AsyncFunction')
})

describe('after a change', () => {
  test('R40 the page shows what happened, masked, with time and what to do', async () => {
    const { recording } = await run(changed())
    expect(recording.form?.id).toBe('f-notice')
    const { vars } = recording.form ?? {}
    expect(vars).toMatchObject({
      language: 'en',
      direction: 'ltr',
      help_url: 'https://acme.example.com/help',
    })
    const words = JSON.stringify(vars)
    expect(words).toContain('••••••78')
    expect(words).toContain('2026')
    expect(words).toContain('Acme')
    expect(words).toContain('Germany')
    for (const word of Object.values(vars ?? {})) expect(word).toEqual(expect.any(String))
    expect(recording.denial).toBeUndefined()
    expect(recording.idTokenClaims).toEqual({})
  })

  test.each([
    ['ar', 'ar', 'rtl'],
    ['de-AT', 'de', 'ltr'],
    ['tlh', 'en', 'ltr'],
  ])('R53 the words are in the language of the browser: %s', async (wanted, language, direction) => {
    const { recording } = await run(changed({ request: { language: wanted } }))
    expect(recording.form?.vars).toMatchObject({ language, direction })
  })

  test('R40 the event is signed, and says which credential changed', async () => {
    const { tenant } = await run(changed())
    expect(tenant.asked()).toEqual(['security_event'])
    const claims = jwt.verify(tenant.sent[0]?.body ?? '', pem, {
      algorithms: ['ES256'],
      issuer: 'https://acme.eu.auth0.com/',
      audience: 'https://events.example.com',
    })
    expect(JSON.stringify(claims)).toContain('"change_type":"create"')
    expect(JSON.stringify(claims)).toContain('"sub":"email|ada"')
  })

  test.each<[string, Answer, string]>([
    ['breaks', reset, 'security_event_unreachable'],
    ['refuses', json(400, { err: 'invalid_key', description: 'ada@example.com' }), 'security_event_http_400'],
    ['fails', json(500, {}), 'security_event_http_500'],
    ['is not documented', nothing(200), 'security_event_http_200'],
  ])(
    'R41 R61 a receiver that %s is seen in the log, once asked; the person is told',
    async (_name, answer, detail) => {
      const { recording, tenant } = await run(changed(), answer)
      expect(tenant.sent).toHaveLength(1)
      expect(recording.form?.id).toBe('f-notice')
      expect(recording.denial).toBeUndefined()
      expect(lines).toEqual([`{"action":"phone-notice","decision":"notice","detail":"${detail}"}`])
    },
  )

  test('R41 R62 a receiver that hangs is left', async () => {
    // The signal of the timeout fires at once, so that nobody waits.
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController()
      setImmediate(() => controller.abort(new DOMException('timeout', 'TimeoutError')))
      return controller.signal
    })
    const { recording } = await run(changed(), hang)
    expect(recording.form?.id).toBe('f-notice')
    expect(lines[0]).toContain('security_event_timeout')
  })

  test.each([
    ['none', 'none'],
    ['empty', ''],
  ])('without a receiver (%s) nothing outside is asked', async (_name, url) => {
    const { recording, tenant } = await run(changed({ secrets: { RECEIVER_URL: url } }))
    expect(tenant.sent).toEqual([])
    expect(recording.form?.id).toBe('f-notice')
  })

  test('without a Form there is no page, and the change is told of for good', async () => {
    const event = changed({ secrets: { NOTICE_FORM_ID: 'none' } })
    const { recording } = await run(event)
    expect(recording.form).toBeUndefined()
    expect(event.transaction.metadata).toEqual({})
  })

  test.each([
    ['the flow has stored it', { emailed: true }, 'notified'],
    ['the flow has stored it as text', { emailed: 'true' }, 'notified'],
    ['R41 the flow says that it failed', { emailed: false }, 'notice_email_failed'],
    ['R41 the flow says nothing', {}, 'notice_email_failed'],
  ])('when the login resumes, the log says whether the email went out: %s', async (_name, vars, decision) => {
    const event = changed()
    await run(event)
    const resumed = answeredEvent(event, { id: 'f-notice', vars })
    const ended = recordingApi(resumed)
    await onContinuePostLogin(resumed, ended.api)
    expect(lines.at(-1)).toBe(`{"action":"phone-notice","decision":"${decision}"}`)
    expect(resumed.transaction.metadata).toEqual({})
    expect(ended.denial).toBeUndefined()
  })
})

describe('R60 R41 what fails', () => {
  test.each(['prompt.render'])('%s throws: the login goes on, and it is seen in the log', async (failing) => {
    const { recording } = await run(changed(), nothing(202), { failing })
    expect(recording.denial).toBeUndefined()
    expect(lines).toEqual(['{"action":"phone-notice","decision":"failed","detail":"Error"}'])
  })

  test('R65 wrong settings are named in one line, and nothing else happens', async () => {
    const secrets = { APP_NAME: '', SIGNING_KEY: '{}', HELP_URL: 'help' }
    const { recording, tenant } = await run(changed({ secrets }))
    expect(recording.calls).toEqual([])
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(1)
    for (const name of Object.keys(secrets)) expect(lines[0]).toContain(name)
  })

  test('R65 a receiver without a key is named', async () => {
    await run(changed({ secrets: { SIGNING_KEY: 'none' } }))
    expect(lines[0]).toContain('SIGNING_KEY missing')
  })

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['a zone that nobody knows', { request: { geoip: { timeZone: 'Mars/Olympus' } } }],
    ['a country that is none', { request: { geoip: { countryCode: '!!' } } }],
    ['no place', { request: { geoip: undefined } }],
    ['no language', { request: { language: undefined } }],
  ])('the notice goes out with %s', async (_name, changes) => {
    const { recording } = await run(changed(changes))
    expect(recording.form?.id).toBe('f-notice')
    expect(JSON.stringify(recording.form?.vars)).not.toMatch(/undefined|!!|Mars/)
  })
})

const ordinary: Changes<KitPostLoginEvent> = { transaction: { metadata: { phone_link_change: undefined } } }
test.each<[string, Changes<KitPostLoginEvent>]>([
  ['in a browser', ordinary],
  ['T15 that is silent', { ...ordinary, request: { query: { prompt: 'none' } } }],
  ['whose memory is damaged', { transaction: { metadata: { phone_link_change: 'x' } } }],
  ['T14 of the companion', { ...ordinary, client: { client_id: 'companion' } }],
])('an ordinary login %s makes no outside call and prints one line', async (_name, changes) => {
  const { recording, tenant } = await run(changed(changes))
  expect(recording.calls).toEqual([])
  expect(tenant.sent).toEqual([])
  expect(lines).toHaveLength(1)
})

test.each<[string, Changes<KitPostLoginEvent>]>([
  ['at the first login', {}],
  ['silently', { request: { query: { prompt: 'none' } } }],
])('R16 T09 an SMS-only account is denied %s, and after the page', async (_name, changes) => {
  const event = withChanges(changed(PHONE_ACCOUNT), changes)
  const { recording, tenant } = await run(event)
  const resumed = recordingApi(event)
  await onContinuePostLogin(event, resumed.api)
  for (const { denial, calls } of [recording, resumed]) {
    expect(denial).toMatch(/^sms_only_account: /)
    expect(calls).toHaveLength(1)
  }
  expect(tenant.sent).toEqual([])
})

test('T14 R65 with settings that are wrong nobody is denied here, inner logins least of all', async () => {
  const event = withChanges(changed(PHONE_ACCOUNT), { secrets: { TENANT_DOMAIN: '' } })
  const { recording, tenant } = await run(event)
  expect(recording.calls).toEqual([])
  expect(tenant.sent).toEqual([])
  expect(lines).toEqual([expect.stringContaining('TENANT_DOMAIN missing')])
})

test('R43 no line holds a number, an address or a token', async () => {
  await run(changed())
  await run(changed(), json(400, { description: 'ada@example.com' }))
  expect(lines).toHaveLength(2)
  expect(lines.join()).not.toMatch(/@|ada|eyJ|78/)
})
