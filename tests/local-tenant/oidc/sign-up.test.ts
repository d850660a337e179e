import { CALLBACK, linkedUser } from './support/small-tenant.ts'
import { authorizeUrl, codeFor, logInByEmail, logInByPhone, useStage } from './support/stage.ts'

const PHONE = '+447400123456'
const stage = useStage()

describe('a first login', () => {
  test('by email creates a user with a verified address', async () => {
    await logInByEmail(stage, stage.browser(), 'Ada@Example.com'.toLowerCase())
    expect(stage.tenant.state.users[0]).toMatchObject({
      user_id: expect.stringMatching(/^email\|[0-9a-f]{24}$/) as string,
      ...{ email: 'ada@example.com', email_verified: true, logins_count: 1 },
    })
  })

  test('by phone creates a user with a verified number and no trace of an email', async () => {
    await logInByPhone(stage, stage.browser(), PHONE)
    const user = stage.tenant.state.users[0]
    expect(user?.user_id).toMatch(/^sms\|[0-9a-f]{24}$/)
    expect(user).toMatchObject({ phone_number: PHONE, phone_verified: true, name: PHONE })
    expect(Object.keys(user ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/^email/)]))
  })

  test('T09 that an Action denies creates nobody, shows its words, and leads back to the app', async () => {
    stage.actions.onSignUp = () => ({
      ...{ kind: 'denied', reason: 'internal reason', userMessage: 'Sign in by <email> first.' },
      action_name: 'gate',
    })
    const browser = stage.browser()
    const seen = await logInByPhone(stage, browser, PHONE)
    expect(seen.status).toBe(400)
    expect(seen.html).toContain('Sign in by &lt;email&gt; first.')
    expect(seen.html).not.toContain('internal reason')
    const { users, sessions, logs } = stage.tenant.state
    expect([users, sessions]).toEqual([[], []])
    expect(logs.at(-1)).toMatchObject({ type: 'fs', description: 'internal reason' })
    const { url } = await browser.press(seen, /Go back to the app/)
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK)
    expect(url.searchParams.get('error')).toBe('access_denied')
  })

  test('that the connection forbids creates nobody', async () => {
    const sms = stage.tenant.state.configuration.connections.find(({ name }) => name === 'sms')
    Object.assign(sms?.options ?? {}, { disable_signup: true })
    expect((await logInByPhone(stage, stage.browser(), PHONE)).status).toBe(400)
    expect(stage.tenant.state.users).toEqual([])
    expect(stage.actions.signUps).toEqual([])
  })

  test('keeps no metadata of the sign-up Actions, as documented for passwordless users', async () => {
    stage.actions.onSignUp = () => ({ kind: 'allowed', appMetadata: { a: 1 }, userMetadata: { b: 2 } })
    await logInByPhone(stage, stage.browser(), PHONE)
    expect(stage.tenant.state.users[0]).toMatchObject({ app_metadata: {}, user_metadata: {} })
  })

  test('is a sign-up only once', async () => {
    await logInByPhone(stage, stage.browser(), PHONE)
    await logInByPhone(stage, stage.browser(), PHONE)
    expect(stage.actions.signUps).toHaveLength(1)
    expect(stage.tenant.state.users[0]?.logins_count).toBe(2)
  })
})

test('a linked number logs in as the account it is linked to', async () => {
  stage.tenant.state.users.push(linkedUser('ada@example.com', PHONE))
  await logInByPhone(stage, stage.browser(), PHONE)
  expect(stage.actions.signUps).toEqual([])
  expect(stage.actions.seen[0]?.event.user.user_id).toBe('email|0123456789abcdef01234567')
  expect(stage.actions.seen[0]?.event.connection.name).toBe('sms')
})

describe('typed numbers', () => {
  test.each([
    ['07400 123456', 'GB', PHONE],
    ['+44 7400 123456', 'US', PHONE],
    ['(876) 555-0123', 'JM', '+18765550123'],
    ['0044 7400 123456', 'DE', PHONE],
    ['٠٧٤٠٠١٢٣٤٥٦', 'GB', PHONE],
    ['12', 'GB', undefined],
    ['+44 7400 123456 ext 7', 'GB', undefined],
    ['not a number', 'GB', undefined],
    ['', 'GB', undefined],
  ])('R30 “%s” in %s is sent to %s', async (phone, country, expected) => {
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl({ connection: 'sms' }))
    const seen = await browser.submit(page, { phone, country })
    expect(stage.tenant.state.inbox.map(({ to }) => to)).toEqual(expected === undefined ? [] : [expected])
    if (expected === undefined) expect(seen.html).toContain('Enter a valid phone number')
  })
})

test('R51 the fields say what they are for', async () => {
  const browser = stage.browser()
  const page = await browser.open(authorizeUrl({ connection: 'sms' }))
  expect(page.html).toMatch(/<input[^>]*type="tel"[^>]*autocomplete="tel"/)
  const asked = await browser.submit(page, { phone: PHONE })
  expect(asked.html).toMatch(/<input[^>]*autocomplete="one-time-code"[^>]*inputmode="numeric"/)
  expect(stage.tenant.state.inbox[0]?.text).toBe(`${codeFor(stage, PHONE)} is your code`)
})

test.each([
  [true, PHONE],
  [false, ''],
])('login_hint fills in the number: %s', async (prefills, value) => {
  stage.tenant.unknowns.loginHintPrefillsPhone = prefills
  const page = await stage.browser().open(authorizeUrl({ connection: 'sms', login_hint: PHONE }))
  expect(page.forms[0]?.fields.find(({ name }) => name === 'phone')?.value).toBe(value)
})

test('R53 a page in Arabic reads from right to left', async () => {
  const page = await stage.browser().open(authorizeUrl({ ui_locales: 'ar' }))
  expect(page.html).toContain('<html lang="ar" dir="rtl">')
})

test('without a connection the page offers what the client has', async () => {
  const page = await stage.browser().open(authorizeUrl({ connection: '' }))
  const names = page.forms.flatMap(({ fields }) => fields.map(({ name }) => name))
  expect(names).toEqual(expect.arrayContaining(['email', 'phone', 'country']))
})
