import { decodeJwt } from 'jose'
import type { Seen } from '../../support/login.ts'
import { CALLBACK, HOST } from './support/small-tenant.ts'
import { authorizeUrl, exchange, logInByEmail, useStage, VERIFIER, askToken } from './support/stage.ts'

const stage = useStage()
const HOME = 'http://localhost:3000/'
type Browser = ReturnType<typeof stage.browser>

async function isSignedIn(browser: Browser): Promise<boolean> {
  const { url } = await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
  return url.searchParams.has('code')
}

function logoutUrl(fields: Record<string, string>, path = '/oidc/logout'): URL {
  return new URL(`https://${HOST}${path}?${new URLSearchParams(fields).toString()}`)
}

/** What the page's form would send. */
function fieldsOf({ forms }: Seen): URLSearchParams {
  return new URLSearchParams(forms[0]?.fields.map(({ name, value }): [string, string] => [name, value]))
}

/** Somebody who is logged in, with what their app keeps. */
async function signedIn(email = 'ada@example.com') {
  const browser = stage.browser()
  const { body } = await exchange(stage, await logInByEmail(stage, browser, email))
  const idToken = body['id_token'] ?? ''
  return { browser, idToken, sid: String(decodeJwt(idToken)['sid']) }
}

describe('RP-initiated logout', () => {
  test('with the ID token as hint, at once, and the state handed back', async () => {
    const { browser, idToken } = await signedIn()
    const fields = { id_token_hint: idToken, post_logout_redirect_uri: HOME, state: 'bye' }
    const { url } = await browser.open(logoutUrl(fields))
    expect(url.href).toBe(`${HOME}?state=bye`)
    expect(await isSignedIn(browser)).toBe(false)
    expect(stage.tenant.state.logs.some(({ type }) => type === 'slo')).toBe(true)
  })

  test('with an ID token that has expired, while the session lives', async () => {
    const { browser, idToken } = await signedIn()
    stage.advance(2 * 24 * 3600)
    expect(await isSignedIn(browser)).toBe(true)
    const { url } = await browser.open(logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri: HOME }))
    expect(url.href).toBe(HOME)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('by POST', async () => {
    const { browser, idToken } = await signedIn()
    const body = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: HOME })
    expect((await browser.post(`https://${HOST}/oidc/logout`, body)).url.href).toBe(HOME)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('with the session id as logout_hint', async () => {
    const { browser, sid } = await signedIn()
    const fields = { logout_hint: sid, client_id: 'app', post_logout_redirect_uri: HOME }
    expect((await browser.open(logoutUrl(fields))).url.href).toBe(HOME)
    expect(await isSignedIn(browser)).toBe(false)
  })

  test('with the session id alone, to a URL of the tenant’s own list', async () => {
    const { browser, sid } = await signedIn()
    const fields = { logout_hint: sid, post_logout_redirect_uri: 'https://tenant.example/bye' }
    expect((await browser.open(logoutUrl(fields))).status).toBe(400)
    stage.tenant.state.configuration.tenantSettings['allowed_logout_urls'] = ['https://tenant.example/bye']
    const answer = await browser.open(logoutUrl(fields), (url) => url.host === 'tenant.example')
    expect(answer.url.href).toBe('https://tenant.example/bye')
    expect(await isSignedIn(browser)).toBe(false)
  })

  test.each(['id_token_hint', 'client_id and logout_hint'])(
    'with %s and no URL, to the first that the client allows',
    async (means) => {
      const { browser, idToken, sid } = await signedIn()
      const fields: Record<string, string> =
        means === 'id_token_hint' ? { id_token_hint: idToken } : { client_id: 'app', logout_hint: sid }
      expect((await browser.open(logoutUrl(fields))).url.href).toBe(HOME)
      expect(await isSignedIn(browser)).toBe(false)
    },
  )

  test('with no client there is no URL to go to, and the page says OK', async () => {
    const { browser, sid } = await signedIn()
    const seen = await browser.open(logoutUrl({ logout_hint: sid }))
    expect([seen.status, seen.html]).toEqual([200, 'OK'])
    expect(await isSignedIn(browser)).toBe(false)
  })
})

describe('the person is asked before a logout', () => {
  test.each<[string, (others: { idToken: string; sid: string }) => Record<string, string>]>([
    ['no hint', () => ({})],
    ['the ID token of another session', ({ idToken }) => ({ id_token_hint: idToken })],
    ['the id of another session', ({ sid }) => ({ logout_hint: sid })],
    ['an id of no session', () => ({ logout_hint: 'made-up' })],
  ])('that comes with %s', async (_name, hints) => {
    const others = await signedIn('eve@example.com')
    const { browser } = await signedIn()
    const fields = { client_id: 'app', post_logout_redirect_uri: HOME, state: 'bye', ...hints(others) }
    const page = await browser.open(logoutUrl(fields))
    expect(page.status).toBe(200)
    expect(page.html).toContain('Do you want to log out?')
    expect(page.html).toContain('Demo App')
    expect(page.html).not.toContain(others.idToken)
    expect(await isSignedIn(browser)).toBe(true)

    const { url } = await browser.press(page, /^Log out$/)
    expect(url.href).toBe(`${HOME}?state=bye`)
    expect(await isSignedIn(browser)).toBe(false)
    expect(await isSignedIn(others.browser)).toBe(true)
  })

  test('and nobody is logged out who says no', async () => {
    const { browser } = await signedIn()
    const seen = await browser.press(await browser.open(logoutUrl({ client_id: 'app' })), /Stay logged in/)
    expect(seen.html).toContain('You are still logged in')
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('in the language of ui_locales', async () => {
    const { browser } = await signedIn()
    const page = await browser.open(logoutUrl({ client_id: 'app', ui_locales: 'ar' }))
    expect(page.html).toContain('<html lang="ar" dir="rtl">')
  })

  test('the page of one session does not log out another', async () => {
    const mine = await signedIn('eve@example.com')
    const { browser } = await signedIn()
    const page = await mine.browser.open(logoutUrl({ client_id: 'app' }))
    const stolen = fieldsOf(page)
    expect((await browser.post(`https://${HOST}/u/logout`, stolen)).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test.each<[string, Record<string, string>]>([
    ['another target', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['another client', { client_id: 'spa' }],
    ['another state', { state: 'other' }],
    ['no confirmation', { confirmation: '' }],
  ])('and an answer with %s is refused', async (_name, changed) => {
    const { browser } = await signedIn()
    const page = await browser.open(logoutUrl({ client_id: 'app', post_logout_redirect_uri: HOME }))
    const body = fieldsOf(page)
    for (const [name, value] of Object.entries(changed)) body.set(name, value)
    expect((await browser.post(`https://${HOST}/u/logout`, body)).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 400],
  ])('and an answer that a browser calls %s gets %i', async (site, status) => {
    const answer = await stage.fetch(`https://${HOST}/u/logout`, {
      ...{ method: 'POST', body: 'action=accept&confirmation=none' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
    })
    expect(answer.status).toBe(status)
  })
})

describe('logging out by /v2/logout', () => {
  test.each([`client_id=app&returnTo=${HOME}`, 'client_id=app'])('%s', async (query) => {
    const { browser } = await signedIn()
    const { url } = await browser.open(`https://${HOST}/v2/logout?${query}`)
    expect(url.href).toBe(HOME)
    expect(await isSignedIn(browser)).toBe(false)
  })
})

describe('a logout that is refused', () => {
  test.each([
    '/oidc/logout?client_id=app&post_logout_redirect_uri=https://evil.example/',
    '/oidc/logout?client_id=app&post_logout_redirect_uri=http://localhost:3000/?more=1',
    '/oidc/logout?client_id=app&post_logout_redirect_uri=nowhere',
    '/oidc/logout?client_id=nobody',
    '/oidc/logout?post_logout_redirect_uri=http://localhost:3000/',
    '/oidc/logout?id_token_hint=forged&post_logout_redirect_uri=http://localhost:3000/',
    '/v2/logout?client_id=app&returnTo=https://evil.example/',
    '/v2/logout?returnTo=http://localhost:3000/',
    '/v2/logout?client_id=nobody&returnTo=http://localhost:3000/',
  ])('%s leaves the session alone', async (path) => {
    const { browser } = await signedIn()
    expect((await browser.open(`https://${HOST}${path}`)).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('the ID token of another client', async () => {
    const browser = stage.browser()
    const arrived = await logInByEmail(stage, browser, 'ada@example.com', { client_id: 'spa' })
    const { body } = await askToken(stage, {
      ...{ grant_type: 'authorization_code', client_id: 'spa', redirect_uri: CALLBACK },
      ...{ code: arrived.url.searchParams.get('code') ?? '', code_verifier: VERIFIER },
    })
    const hint = { id_token_hint: body['id_token'] ?? '' }
    const spa = stage.tenant.state.configuration.clients.find(({ client_id }) => client_id === 'spa')
    Object.assign(spa ?? {}, { allowed_logout_urls: ['http://localhost:3001/'] })
    expect((await browser.open(logoutUrl({ ...hint, client_id: 'app' }))).status).toBe(400)
    // Its own client's list counts, and not that of the app that it was handed to.
    expect((await browser.open(logoutUrl({ ...hint, post_logout_redirect_uri: HOME }))).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('hints that contradict each other', async () => {
    const { browser, idToken } = await signedIn()
    const fields = { id_token_hint: idToken, logout_hint: 'another', post_logout_redirect_uri: HOME }
    expect((await browser.open(logoutUrl(fields))).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })
})
