import type { HttpBrowser, Seen } from '../../support/login.ts'
import { completed, denied, redirect } from './support/fake-actions.ts'
import { CUSTOM_HOST, HOST } from './support/small-tenant.ts'
import { authorizeUrl, codeFor, logInByEmail, useStage } from './support/stage.ts'

const PHONE = '+447400123456'
const ELSEWHERE = 'https://elsewhere.example/'
const INNER = `https://${HOST}/authorize?client_id=companion&connection=sms&response_type=code&scope=openid&redirect_uri=https%3A%2F%2F${encodeURIComponent(HOST)}%2Fcontinue`
const stage = useStage()
const isElsewhere = (url: URL) => url.host === 'elsewhere.example'

async function untilElsewhere(browser: HttpBrowser): Promise<string> {
  stage.actions.onLogin = ({ run }) => (run.resume ? completed() : redirect(ELSEWHERE, { ticket: 't1' }))
  const asked = await browser.submit(await browser.open(authorizeUrl()), { email: 'ada@example.com' })
  const code = codeFor(stage, 'ada@example.com')
  const { url } = await browser.submit(asked, { code }, isElsewhere)
  expect(isElsewhere(url)).toBe(true)
  return url.searchParams.get('state') ?? ''
}

const back = (state: string, host = HOST) => `https://${host}/continue?state=${state}`
const isInvalid = (seen: Seen) => seen.status === 400 && seen.html.includes('invalid_request')

describe('/continue', () => {
  test('resumes the same Action with its own request and what was kept', async () => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    const { url } = await browser.open(`${back(state)}&code=c1&extra=1&extra=2`)
    expect(url.searchParams.get('state')).toBe('app-state')
    expect(url.searchParams.has('code')).toBe(true)
    const resumed = stage.actions.seen[1]
    expect(resumed?.run.resume).toEqual(expect.objectContaining({ binding_index: 0, action_id: 'act_1' }))
    expect(resumed?.event.request.query).toEqual({ state, code: 'c1', extra: ['1', '2'] })
    expect(resumed?.event.transaction.metadata).toEqual({ ticket: 't1' })
  })

  test('takes a POST, whose fields are the body', async () => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    const { url } = await browser.post(back(state), new URLSearchParams({ session_token: 'x' }))
    expect(url.searchParams.has('code')).toBe(true)
    expect(stage.actions.seen[1]?.event.request).toMatchObject({
      method: 'POST',
      body: { session_token: 'x' },
    })
  })

  test('T03 another browser cannot go on with it, and the own one still can', async () => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    const other = stage.browser()
    await other.open(authorizeUrl())
    expect(isInvalid(await other.open(back(state)))).toBe(true)
    expect((await browser.open(back(state))).url.searchParams.has('code')).toBe(true)
  })

  test('T04 a replay is refused, also when fifty come at once', async () => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    const seen = await Promise.all(Array.from({ length: 50 }, () => browser.open(back(state))))
    expect(seen.filter(({ url }) => url.searchParams.has('code'))).toHaveLength(1)
    expect(seen.filter(isInvalid)).toHaveLength(49)
    expect(isInvalid(await browser.open(back(state)))).toBe(true)
  })

  test.each<[string, (state: string) => string]>([
    ['missing', () => `https://${HOST}/continue`],
    ['empty', () => back('')],
    ['wrong', () => back('wrong')],
    ['doubled', (state) => `${back(state)}&state=${state}`],
    ['doubled with another', (state) => `${back(state)}&state=other`],
    ['huge', () => back('x'.repeat(100_000))],
    ['of another host', (state) => back(state, CUSTOM_HOST)],
  ])('T05 a state that is %s is refused, and the login can still go on', async (_name, url) => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    expect(isInvalid(await browser.open(url(state)))).toBe(true)
    expect((await browser.open(back(state))).url.searchParams.has('code')).toBe(true)
  })

  test.each([
    [3599, true],
    [3600, false],
  ])('after %i seconds away it works: %s', async (seconds, works) => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    stage.advance(seconds)
    expect((await browser.open(back(state))).url.searchParams.has('code')).toBe(works)
  })

  test('T12 somebody deleted while away gets an error', async () => {
    const browser = stage.browser()
    const state = await untilElsewhere(browser)
    stage.tenant.state.users = []
    expect((await browser.open(back(state))).url.searchParams.get('error')).toBe('access_denied')
  })
})

describe('a login inside a login', () => {
  async function nested(browser: HttpBrowser): Promise<Seen> {
    stage.actions.onLogin = ({ run, event }) =>
      run.resume !== undefined || event.connection.name === 'sms' ? completed() : redirect(INNER)
    const asked = await browser.submit(await browser.open(authorizeUrl()), { email: 'ada@example.com' })
    const phonePage = await browser.submit(asked, { code: codeFor(stage, 'ada@example.com') })
    expect(phonePage.html).toContain('type="tel"')
    return browser.submit(phonePage, { phone: PHONE })
  }

  test('comes back by itself, because Auth0’s state is the inner request’s', async () => {
    const browser = stage.browser()
    const { url } = await browser.submit(await nested(browser), { code: codeFor(stage, PHONE) })
    expect(url.searchParams.get('state')).toBe('app-state')
    expect(stage.actions.seen.map(({ event }) => event.connection.name)).toEqual(['email', 'sms', 'email'])
    expect(stage.actions.seen[2]?.event.request.query).toHaveProperty('code')
    expect(stage.actions.seen[2]?.event.authentication?.methods.map(({ name }) => name)).toEqual(['email'])
  })

  test.each([
    ['outer', /^email\|/],
    ['inner', /^sms\|/],
  ] as const)(
    'leaves the browser’s session to the %s login when the switch says so',
    async (owner, subject) => {
      stage.tenant.unknowns.sessionAfterNestedLogin = owner
      const browser = stage.browser()
      await browser.submit(await nested(browser), { code: codeFor(stage, PHONE) })
      await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
      expect(stage.actions.seen.at(-1)?.event.user.user_id).toMatch(subject)
    },
  )

  test('cancelled, tells the outer login so', async () => {
    const browser = stage.browser()
    const { url } = await browser.press(await nested(browser), /^Cancel$/)
    expect(url.searchParams.has('code')).toBe(true)
    expect(stage.actions.seen.at(-1)?.event.request.query).toMatchObject({ error: 'access_denied' })
  })

  test('denied by an Action, tells the outer login so', async () => {
    const browser = stage.browser()
    const page = await nested(browser)
    const { onLogin } = stage.actions
    stage.actions.onLogin = (seen) => (seen.event.connection.name === 'sms' ? denied('no') : onLogin(seen))
    await browser.submit(page, { code: codeFor(stage, PHONE) })
    const query = { error: 'access_denied', error_description: 'no' }
    expect(stage.actions.seen.at(-1)?.event.request.query).toMatchObject(query)
  })

  test('does not disturb a plain login of the same browser', async () => {
    const browser = stage.browser()
    await nested(browser)
    stage.actions.onLogin = () => completed()
    expect((await logInByEmail(stage, browser)).url.searchParams.has('code')).toBe(true)
  })
})
