import { settled } from '../../../scripts/local-tenant/service/phone-deliveries.ts'
import type { CustomPhoneProviderResult } from '../../../scripts/local-tenant/tenant.ts'
import { httpBrowser } from '../../support/login.ts'
import { authorizeUrl, codeFor, useStage } from './support/stage.ts'
import { HOST, linkedUser } from './support/small-tenant.ts'

const PHONE = '+447400123456'
const stage = useStage()

type TextEvent = {
  notification: { [name: string]: string }
  request: object
  transaction?: object
  user: { user_id: string; identities?: object[] }
}
const events = () => stage.actions.texts as TextEvent[]
const said = (kind: 'dropped' | 'to_retry' | 'failed', reason: string): CustomPhoneProviderResult => ({
  ...{ kind, reason },
  action_name: 'sms-provider',
})
const newLogs = () => stage.tenant.state.logs.map(({ type, details }) => [type, details] as const)

beforeEach(() => {
  const provider = { name: 'custom', disabled: false, configuration: { delivery_methods: ['text'] } }
  stage.tenant.state.configuration.phoneProviders = [provider]
})

/** Somebody types a number. `answers` is everything that their browser was told, as text. */
async function typeNumber(more: Record<string, string> = {}, answers: string[] = []) {
  const browser = httpBrowser(async (...request) => {
    const answer = await stage.fetch(...request)
    answers.push(JSON.stringify([answer.status, [...answer.headers], await answer.clone().text()]))
    return answer
  })
  const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms', ...more })), {
    phone: PHONE,
  })
  return { browser, page, answers }
}

describe('a text that an Action delivers', () => {
  test('the Action is asked once the page is out, and its code works', async () => {
    const answers: string[] = []
    let answered = 0
    stage.actions.onText = () => {
      answered = answers.length
      return { kind: 'delivered', action_name: 'a' }
    }
    const { browser, page } = await typeNumber({}, answers)
    await settled(stage.tenant)
    expect(events()).toHaveLength(1)
    // The way to the login page, that page, and what the typed number was answered with.
    expect(answered).toBeGreaterThanOrEqual(3)
    expect(stage.tenant.state.inbox).toEqual([])
    const code = events()[0]?.notification['code'] ?? ''
    expect((await browser.submit(page, { code })).url.pathname).toBe('/callback')
  })

  const OUTCOMES: [string, () => CustomPhoneProviderResult | Promise<CustomPhoneProviderResult>][] = [
    ['it delivers', () => ({ kind: 'delivered', action_name: 'a' })],
    ['it drops', () => said('dropped', 'stranger')],
    ['it wants another try', () => said('to_retry', 'busy')],
    ['it throws', () => said('failed', 'oh')],
    ['it is not deployed', () => ({ kind: 'absent' })],
    ['it never answers', () => new Promise<never>(() => undefined)],
  ]

  test('T17 the pages and their headers are the same whatever becomes of the text', async () => {
    const seen = new Map<string, string[]>()
    for (const [name, outcome] of OUTCOMES) {
      stage.actions.onText = outcome
      const { browser, page, answers } = await typeNumber()
      await browser.press(page, /new code/)
      seen.set(name, answers.map(withoutIds))
    }
    const [first] = seen.values()
    expect(first).toHaveLength(5)
    for (const [name, answers] of seen) expect([name, answers]).toEqual([name, first])
  })

  test('T17 the page waits for nothing that the Action does', async () => {
    stage.actions.onText = () => new Promise<never>(() => undefined)
    const { page } = await typeNumber()
    expect(page.html).toContain('Check your phone')
  })

  test('a template that does not parse sends nothing, and only the log says so', async () => {
    const options = stage.tenant.state.configuration.connections[1]?.options ?? {}
    options['template'] = '{% if code %}'
    const { page } = await typeNumber()
    await settled(stage.tenant)
    expect(page.html).toContain('Check your phone')
    expect(events()).toEqual([])
    expect(newLogs()).toMatchObject([['fn', { attempt: 0, will_retry: false }]])
    expect(newLogs()[0]?.[1]).toHaveProperty('error', expect.stringContaining('not closed'))
  })
})

describe('what the Action makes of it', () => {
  const about = { message_type: 'otp_verify', delivery_method: 'text' }

  test.each<[string, CustomPhoneProviderResult, string, object]>([
    ['delivers', { kind: 'delivered', action_name: 'a' }, 'cs', { attempt: 1 }],
    ['drops', said('dropped', 'stranger'), 'fn', { attempt: 1, will_retry: false, error: 'stranger' }],
    ['throws', said('failed', 'oh'), 'fn', { attempt: 1, will_retry: false, error: 'oh' }],
    ['wants another try', said('to_retry', 'busy'), 'fn', { attempt: 1, will_retry: true, error: 'busy' }],
  ])('one that %s is in the log', async (_name, result, type, details) => {
    stage.actions.onText = () => result
    await typeNumber()
    await settled(stage.tenant)
    expect(newLogs()).toEqual([[type, { ...about, ...details }]])
    expect(stage.tenant.state.logs[0]).toMatchObject({ client_id: 'app', connection: 'sms', hostname: HOST })
    expect(JSON.stringify(stage.tenant.state.logs)).not.toContain(PHONE)
  })

  test('it is asked five more times, later each time, with the same event; then no more', async () => {
    stage.actions.onText = () => said('to_retry', 'busy')
    await typeNumber()
    const waits: number[] = []
    for (let left = await settled(stage.tenant); left.nextInSeconds !== undefined;) {
      waits.push(left.nextInSeconds)
      stage.advance(left.nextInSeconds)
      left = await settled(stage.tenant)
    }
    expect(waits).toEqual([10, 20, 40, 80, 160])
    expect(events()).toHaveLength(6)
    expect(new Set(events().map((event) => JSON.stringify(event))).size).toBe(1)
    expect(newLogs().map(([, details]) => details)).toMatchObject(
      [1, 2, 3, 4, 5, 6].map((attempt) => ({ attempt, will_retry: attempt < 6, error: 'busy' })),
    )
    stage.advance(3600)
    expect(await settled(stage.tenant)).toEqual({ retries: 0 })
    expect(events()).toHaveLength(6)
  })

  test('a second short of its time it is not asked again', async () => {
    stage.actions.onText = () => said('to_retry', 'busy')
    await typeNumber()
    expect(await settled(stage.tenant)).toEqual({ retries: 1, nextInSeconds: 10 })
    stage.advance(9)
    expect(await settled(stage.tenant)).toEqual({ retries: 1, nextInSeconds: 1 })
    expect(events()).toHaveLength(1)
  })

  test('what delivers at the second try is tried no more', async () => {
    stage.actions.onText = () =>
      events().length === 1 ? said('to_retry', 'busy') : { kind: 'delivered', action_name: 'a' }
    await typeNumber()
    await settled(stage.tenant)
    stage.advance(10)
    expect(await settled(stage.tenant)).toEqual({ retries: 0 })
    expect(newLogs().map(([type]) => type)).toEqual(['fn', 'cs'])
  })

  test('a reset forgets what is under way and what waits for another try', async () => {
    let answer: (result: CustomPhoneProviderResult) => void = () => undefined
    stage.actions.onText = () => new Promise((resolve) => (answer = resolve))
    await typeNumber()
    await new Promise(setImmediate)
    expect(events()).toHaveLength(1)
    stage.tenant.state = structuredClone(stage.tenant.state)
    answer(said('to_retry', 'busy'))
    stage.advance(600)
    expect(await settled(stage.tenant)).toEqual({ retries: 0 })
    expect(events()).toHaveLength(1)
    expect(newLogs()).toEqual([])
  })

  test('somebody who asks again gets another text, with another code', async () => {
    const { browser, page } = await typeNumber()
    await browser.press(page, /new code/)
    await settled(stage.tenant)
    const codes = events().map(({ notification }) => notification['code'])
    expect(new Set(codes).size).toBe(2)
  })
})

describe('what the Action is told', () => {
  test('the text, the number and the code, and nothing of the query', async () => {
    await typeNumber({ ui_locales: 'de-AT de' })
    await settled(stage.tenant)
    const [event] = events()
    const code = event?.notification['code'] ?? ''
    expect(event?.notification).toEqual({
      ...{ recipient: PHONE, code, message_type: 'otp_verify', delivery_method: 'text', locale: 'de-AT' },
      ...{ as_text: `${code} is your code`, as_voice: `${code} is your code`, from: '+15005550006' },
    })
    expect(Object.keys(event?.request ?? {}).sort()).toEqual([
      ...['geoip', 'hostname', 'ip', 'language', 'method', 'user_agent'],
    ])
    expect(event).not.toHaveProperty('transaction')
  })

  test('a provider that only calls is asked to call', async () => {
    const provider = { name: 'custom', configuration: { delivery_methods: ['voice'] } }
    stage.tenant.state.configuration.phoneProviders = [provider]
    await typeNumber()
    await settled(stage.tenant)
    expect(events()[0]?.notification['delivery_method']).toBe('voice')
  })

  test('the account that the number signs in to, with its identities', async () => {
    const ada = linkedUser('ada@example.com', PHONE)
    stage.tenant.state.users.push(ada)
    await typeNumber()
    await settled(stage.tenant)
    expect(events()[0]?.user).toMatchObject({ user_id: ada.user_id, identities: ada.identities })
  })

  test.each([
    ['nobody has the number', 'account', false],
    ['Auth0 does not look the account up', 'unknown', true],
  ] as const)('an sms user without identities, when %s', async (_name, phoneEventUser, linked) => {
    stage.tenant.unknowns.phoneEventUser = phoneEventUser
    if (linked) stage.tenant.state.users.push(linkedUser('ada@example.com', PHONE))
    await typeNumber()
    await settled(stage.tenant)
    const user = events()[0]?.user
    expect(user?.user_id).toMatch(/^sms\|[0-9a-f]{24}$/)
    expect(user).not.toHaveProperty('identities')
    expect(stage.tenant.state.users.map(({ user_id }) => user_id)).not.toContain(user?.user_id)
  })
})

test("the tenant's own Twilio account delivers to the inbox at once", async () => {
  stage.tenant.state.configuration.phoneProviders = [{ name: 'twilio', disabled: false }]
  await typeNumber()
  expect(codeFor(stage, PHONE)).toMatch(/^\d{6}$/)
  expect(events()).toEqual([])
})

test('T17 with Twilio as well, a template that does not parse is only in the log', async () => {
  stage.tenant.state.configuration.phoneProviders = [{ name: 'twilio', disabled: false }]
  const options = stage.tenant.state.configuration.connections[1]?.options ?? {}
  options['template'] = '{% if code %}'
  expect((await typeNumber()).page.html).toContain('Check your phone')
  expect(stage.tenant.state.inbox).toEqual([])
  expect(newLogs().map(([type]) => type)).toEqual(['fn'])
})

/** Two pages of one kind differ by the ids of their logins alone. */
function withoutIds(text: string): string {
  return text.replace(/[\w-]{43}/g, 'ID')
}
