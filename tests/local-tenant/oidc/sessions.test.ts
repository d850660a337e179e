import { authorizeUrl, codeFor, logInByEmail, logInByPhone, useStage } from './support/stage.ts'

const stage = useStage()
const silent = { prompt: 'none', connection: '' }

async function isSignedIn(browser: ReturnType<typeof stage.browser>): Promise<boolean> {
  const { url } = await browser.open(authorizeUrl(silent))
  return url.searchParams.has('code')
}

describe('the session', () => {
  test('lets an app in without asking again, with the old proof’s time', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    stage.advance(100)
    const { url } = await browser.open(authorizeUrl({ connection: '' }))
    expect(url.searchParams.has('code')).toBe(true)
    expect(stage.actions.seen[1]?.event.authentication?.methods).toEqual([
      { name: 'email', timestamp: '2026-03-01T12:00:00.000Z' },
    ])
  })

  test.each(['email', 'sms'])(
    'is never used for connection=%s: the code is always asked',
    async (connection) => {
      const browser = stage.browser()
      await logInByEmail(stage, browser)
      const seen = await browser.open(authorizeUrl({ connection }))
      expect(seen.url.pathname).toBe('/u/login/identifier')
    },
  )

  test.each<[string, Record<string, string>, number, boolean]>([
    ['prompt=login asks again', { prompt: 'login' }, 0, false],
    ['max_age not yet reached lets in', { max_age: '60' }, 60, true],
    ['max_age passed asks again', { max_age: '60' }, 61, false],
    ['max_age=0 asks again', { max_age: '0' }, 0, false],
  ])('%s', async (_name, more, seconds, letIn) => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    stage.advance(seconds)
    const seen = await browser.open(authorizeUrl({ connection: '', ...more }))
    expect(seen.url.searchParams.has('code')).toBe(letIn)
  })

  test('T08 max_age passed is login_required for a silent login', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    stage.advance(61)
    const { url } = await browser.open(authorizeUrl({ ...silent, max_age: '60' }))
    expect(url.searchParams.get('error')).toBe('login_required')
  })

  test('ends when it was idle for three days', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    stage.advance(72 * 3600 - 1)
    expect(await isSignedIn(browser)).toBe(true)
    stage.advance(72 * 3600)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('ends after a week however much it is used', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    for (let day = 0; day < 6; day += 1) {
      stage.advance(24 * 3600)
      expect(await isSignedIn(browser)).toBe(true)
    }
    stage.advance(24 * 3600)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('cannot be made up from the session id that every ID token shows', async () => {
    await logInByEmail(stage, stage.browser())
    const id = stage.tenant.state.sessions[0]?.id ?? ''
    for (const cookie of [id, `${id}.`, `${id}.AAAA`]) {
      const answer = await stage.fetch(authorizeUrl(silent), {
        headers: { cookie: `auth0=${cookie}` },
        redirect: 'manual',
      })
      expect(answer.headers.get('location')).toContain('error=login_required')
    }
  })

  test('passes to whoever logs in next in the browser', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    await logInByPhone(stage, browser)
    await browser.open(authorizeUrl(silent))
    expect(stage.actions.seen.at(-1)?.event.user.user_id).toMatch(/^sms\|/)
    expect(stage.tenant.state.sessions).toHaveLength(1)
  })

  test('is kept in a cookie that no script and no plain connection can read', async () => {
    const page = await stage.fetch(authorizeUrl(), { redirect: 'manual' })
    const did = page.headers.getSetCookie()[0] ?? ''
    expect(did).toMatch(/^did=[\w-]{43};.*HttpOnly.*Secure.*SameSite=None/)
  })
})

describe('pages that are opened late', () => {
  test('T13 the back button after a login shows a way to log in again', async () => {
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl())
    const asked = await browser.submit(page, { email: 'ada@example.com' })
    await browser.submit(asked, { code: codeFor(stage, 'ada@example.com') })
    const back = await browser.open(asked.url)
    expect(back.status).toBe(400)
    const again = await browser.press(back, /Log in again/)
    expect(again.url.pathname).toBe('/u/login/identifier')
  })

  test('T13 a login left open for an hour has ended', async () => {
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl())
    stage.advance(3599)
    expect((await browser.open(page.url)).status).toBe(200)
    stage.advance(1)
    expect((await browser.submit(page, { email: 'ada@example.com' })).status).toBe(400)
    expect(stage.tenant.state.inbox).toHaveLength(0)
  })

  test('T03 the page of one browser is nothing to another', async () => {
    const page = await stage.browser().open(authorizeUrl())
    const seen = await stage.browser().open(page.url)
    expect(seen.status).toBe(400)
    expect(seen.html).not.toContain('name="email"')
  })

  test('T13 a lost cookie is said plainly, and a new login works', async () => {
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl())
    browser.forgetCookies()
    expect((await browser.submit(page, { email: 'ada@example.com' })).status).toBe(400)
    expect((await logInByEmail(stage, browser)).url.searchParams.has('code')).toBe(true)
  })
})
