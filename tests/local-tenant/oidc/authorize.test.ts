import { completed, denied, failed, redirect } from './support/fake-actions.ts'
import { CALLBACK, CUSTOM_HOST } from './support/small-tenant.ts'
import { authorizeUrl, codeFor, logInByEmail, useStage } from './support/stage.ts'

const stage = useStage()

function without(url: URL, name: string): URL {
  url.searchParams.delete(name)
  return url
}

describe('errors that are shown and never sent on', () => {
  test.each([
    ['no client_id', () => without(authorizeUrl(), 'client_id'), 400],
    ['an unknown client', () => authorizeUrl({ client_id: 'nobody' }), 403],
    ['no redirect_uri', () => without(authorizeUrl(), 'redirect_uri'), 400],
    ['a foreign redirect_uri', () => authorizeUrl({ redirect_uri: 'https://evil.example/callback' }), 403],
    ['a redirect_uri with more to it', () => authorizeUrl({ redirect_uri: `${CALLBACK}/more` }), 403],
    ['a redirect_uri with a query', () => authorizeUrl({ redirect_uri: `${CALLBACK}?next=evil` }), 403],
    [
      'a redirect_uri twice',
      () => new URL(`${authorizeUrl().href}&redirect_uri=https%3A%2F%2Fevil.example`),
      400,
    ],
  ])('%s', async (_name, url, status) => {
    const seen = await stage.browser().open(url())
    expect(seen.status).toBe(status)
    expect(seen.url.pathname).toBe('/authorize')
  })

  test('T20 a client id with markup in it is escaped', async () => {
    const seen = await stage.browser().open(authorizeUrl({ client_id: '<script>alert(1)</script>' }))
    expect(seen.html).not.toContain('<script>')
    expect(seen.html).toContain('&lt;script&gt;')
  })

  test('T22 a host that is not the tenant’s is not served', async () => {
    const seen = await stage.browser().open(authorizeUrl({}, 'evil.example:3443'))
    expect(seen.status).toBe(404)
  })
})

describe('errors that the application is told', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', 'token'],
    ['no response type', { response_type: '' }, 'invalid_request', 'response_type'],
    ['an unknown response mode', { response_mode: 'carrier_pigeon' }, 'invalid_request', 'response_mode'],
    ['the plain challenge method', { code_challenge_method: 'plain' }, 'invalid_request', 'S256'],
    ['a challenge that is no hash', { code_challenge: 'short' }, 'invalid_request', 'code_challenge'],
    ['an unknown API', { audience: 'https://unknown.example/' }, 'access_denied', 'Service not found'],
    ['an unknown connection', { connection: 'carrier' }, 'invalid_request', 'not found'],
    ['a connection of others', { client_id: 'stranger' }, 'invalid_request', 'not enabled'],
    ['prompt none with another', { prompt: 'none login' }, 'invalid_request', 'prompt'],
    ['a max_age that is no number', { max_age: 'soon' }, 'invalid_request', 'max_age'],
    ['nobody logged in, silently', { prompt: 'none', connection: '' }, 'login_required', 'Login required'],
  ])('%s', async (_name, more, error, words) => {
    const { url } = await stage.browser().open(authorizeUrl(more))
    expect(`${url.origin}${url.pathname}`).toBe(CALLBACK)
    expect(url.searchParams.get('error')).toBe(error)
    expect(url.searchParams.get('error_description')).toContain(words)
    expect(url.searchParams.get('state')).toBe('app-state')
  })

  test('a public client without PKCE', async () => {
    const url = authorizeUrl({ client_id: 'spa' })
    for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name)
    const seen = await stage.browser().open(url)
    expect(seen.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('a state that came twice', async () => {
    const seen = await stage.browser().open(`${authorizeUrl().href}&state=other`)
    expect(seen.url.searchParams.get('error')).toBe('invalid_request')
  })

  test('somebody who cancels', async () => {
    const browser = stage.browser()
    const { url } = await browser.press(await browser.open(authorizeUrl()), /^Cancel$/)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('state')).toBe('app-state')
  })
})

describe('Actions of a login', () => {
  test('see the request as it came, with what repeats as an array', async () => {
    const browser = stage.browser()
    const page = await browser.open(`${authorizeUrl({ 'ext-phone': 'add' }).href}&ext-x=1&ext-x=2`)
    await browser.submit(await browser.submit(page, { email: 'ada@example.com' }), {
      code: codeFor(stage, 'ada@example.com'),
    })
    expect(stage.actions.seen[0]?.event.request.query).toMatchObject({
      'ext-phone': 'add',
      'ext-x': ['1', '2'],
    })
    expect(stage.actions.seen[0]?.event.stats.logins_count).toBe(1)
  })

  test.each(['a new session', 'the session there is'])(
    'see the parameters of a POST to /authorize as its query, with %s',
    async (session) => {
      const browser = stage.browser()
      if (session === 'the session there is') await logInByEmail(stage, browser)
      const { origin, pathname, searchParams } = authorizeUrl({ connection: '', 'ext-phone': 'add' })
      const seen = await browser.post(`${origin}${pathname}?ext-from=url`, searchParams)
      if (session === 'a new session') {
        const page = await browser.submit(seen, { email: 'ada@example.com' })
        await browser.submit(page, { code: codeFor(stage, 'ada@example.com') })
      }
      const { method, query, body } = stage.actions.seen.at(-1)?.event.request ?? {}
      expect({ method, query, body }).toEqual({
        method: 'POST',
        query: { ...Object.fromEntries(searchParams), 'ext-from': 'url' },
        body: {},
      })
    },
  )

  test('a denial is told to the application, and the session exists all the same', async () => {
    stage.actions.onLogin = () => denied('not_today: Come back tomorrow.')
    const browser = stage.browser()
    const { url } = await logInByEmail(stage, browser)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('error_description')).toBe('not_today: Come back tomorrow.')
    expect(stage.tenant.state.logs.at(-1)?.type).toBe('f')

    stage.actions.onLogin = () => completed()
    const silent = await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
    expect(silent.url.searchParams.get('code')).not.toBeNull()
  })

  test('T09 a denial holds for a silent login too', async () => {
    stage.actions.onLogin = () => denied('never')
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    const { url } = await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('error_description')).toBe('never')
  })

  test('an Action that fails fails the login', async () => {
    stage.actions.onLogin = () => failed('boom')
    const { url } = await logInByEmail(stage, stage.browser())
    expect(url.searchParams.get('error')).toBe('access_denied')
  })

  test('T15 a redirect that a silent login cannot make is interaction_required', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    stage.actions.onLogin = () => redirect('https://elsewhere.example/')
    const { url } = await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
    expect(url.searchParams.get('error')).toBe('interaction_required')
    expect(stage.actions.seen.at(-1)?.run.canRedirect).toBe(false)
  })

  test('metadata is merged by its top-level keys, and null or {} removes one', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    const user = stage.tenant.state.users[0]
    Object.assign(user?.app_metadata ?? {}, { keep: 1, drop: 2, empty: { a: 1 } })
    const appMetadata = { drop: null, empty: {}, fresh: { b: 2 } }
    stage.actions.onLogin = () => completed({ user: { appMetadata, userMetadata: {}, recordedMethods: [] } })
    await browser.open(authorizeUrl({ connection: '' }))
    expect(user?.app_metadata).toEqual({ keep: 1, fresh: { b: 2 } })
  })

  test.each([
    ['deleted', 'access_denied'],
    ['blocked', 'unauthorized'],
  ])('T12 somebody %s while the Actions run gets an error, not a crash', async (what, error) => {
    stage.actions.onLogin = () => {
      if (what === 'deleted') stage.tenant.state.users = []
      else stage.tenant.state.users.forEach((user) => (user.blocked = true))
      return completed()
    }
    const { url } = await logInByEmail(stage, stage.browser())
    expect(url.searchParams.get('error')).toBe(error)
  })
})

describe('how the answer travels', () => {
  test('by form post, with a script that is named by its nonce', async () => {
    const seen = await logInByEmail(stage, stage.browser(), 'ada@example.com', { response_mode: 'form_post' })
    const form = seen.forms[0]
    expect(form?.action.href).toBe(CALLBACK)
    expect(form?.fields.map(({ name }) => name)).toEqual(['code', 'state'])
  })

  test('by web message to the origin of the callback alone, with nothing that could end the script', async () => {
    const state = '</script><script>alert(1)</script>'
    const more = { response_mode: 'web_message', prompt: 'none', connection: '', state }
    const seen = await stage.browser().open(authorizeUrl(more))
    expect(seen.html).toContain('"error":"login_required"')
    expect(seen.html).toContain('"http://localhost:3000"')
    expect(seen.html).not.toContain('<script>alert')
  })

  test('by web message only where the client has that web origin: a callback is not enough', async () => {
    const app = stage.tenant.state.configuration.clients.find(({ client_id }) => client_id === 'app')
    Object.assign(app ?? {}, {
      web_origins: ['https://elsewhere.example'],
      allowed_origins: ['http://localhost:3000'],
    })
    const more = { response_mode: 'web_message', prompt: 'none', connection: '' }
    const seen = await stage.browser().open(authorizeUrl(more))
    expect(seen.status).toBe(400)
    expect(seen.html).toContain('does not have a registered origin')
    expect(seen.html).not.toContain('postMessage')
  })

  test('R64 a custom domain serves logins of its own', async () => {
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl({}, CUSTOM_HOST))
    expect(page.url.host).toBe(CUSTOM_HOST)
    const asked = await browser.submit(page, { email: 'ada@example.com' })
    const seen = await browser.submit(asked, { code: codeFor(stage, 'ada@example.com') })
    expect(seen.url.searchParams.get('code')).not.toBeNull()
    expect(stage.actions.seen[0]?.event.request.hostname).toBe(CUSTOM_HOST)
  })
})
