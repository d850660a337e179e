import { decodeJwt } from 'jose'
import { API, SECRET } from './support/small-tenant.ts'
import { completed, denied } from './support/fake-actions.ts'
import { authorizeUrl, exchange, logInByEmail, useStage } from './support/stage.ts'
import type { HttpBrowser, Seen } from '../../support/login.ts'

const ADA = 'ada@example.com'
const stage = useStage()

const PARTNER = {
  client_id: 'partner',
  scope: 'openid profile email offline_access read:things',
  audience: API,
}

beforeEach(() => {
  const { clients, connections } = stage.tenant.state.configuration
  const app = clients.find(({ client_id }) => client_id === 'app')
  clients.push({
    ...{ client_id: 'partner', client_secret: SECRET, name: 'Partner', is_first_party: false },
    ...{ callbacks: app?.['callbacks'] ?? [], grant_types: ['authorization_code', 'refresh_token'] },
    web_origins: ['http://localhost:3000'],
  })
  for (const connection of connections) connection.is_domain_connection = true
  stage.actions.onLogin = () => completed()
})

const logIn = (browser: HttpBrowser, more: Record<string, string> = {}) =>
  logInByEmail(stage, browser, ADA, { ...PARTNER, ...more })

/** An app that finds a session, so that nothing but consent can be asked for. */
const again = (browser: HttpBrowser, more: Record<string, string> = {}) => {
  const url = authorizeUrl({ ...PARTNER, ...more })
  url.searchParams.delete('connection')
  return browser.open(url)
}

const asks = ({ url }: Seen) => url.pathname === '/u/consent'
const hasCode = ({ url }: Seen) => url.searchParams.has('code')
const problemOf = ({ url }: Seen) => [
  url.searchParams.get('error'),
  url.searchParams.get('error_description'),
]

describe('an app of others', () => {
  test('asks once for what it wants, after the Actions, and gets no more than that', async () => {
    const browser = stage.browser()
    const page = await logIn(browser)
    expect(asks(page)).toBe(true)
    expect(stage.actions.seen).toHaveLength(1)
    expect(page.html).toContain('<strong>Partner</strong>')
    for (const line of ['Your profile', 'Your email address', 'Things: read your things']) {
      expect(page.html).toContain(line)
    }
    expect(page.html).not.toContain('Your phone number')

    const home = await browser.press(page, /^Accept$/)
    const { body } = await exchange(stage, home, { client_id: 'partner' })
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ aud: 'partner', email: ADA })
    expect(body['scope']).toBe('openid profile email offline_access read:things')
    expect(stage.actions.seen).toHaveLength(1)
    expect(hasCode(await again(browser))).toBe(true)
  })

  test('is told when somebody declines, who stays signed in and is asked again', async () => {
    const browser = stage.browser()
    const home = await browser.press(await logIn(browser), /^Decline$/)
    expect(problemOf(home)).toEqual(['access_denied', 'User did not authorize the request'])
    expect(home.url.searchParams.get('state')).toBe('app-state')
    expect(stage.tenant.state.sessions).toHaveLength(1)
    expect(asks(await again(browser))).toBe(true)
  })

  test('asks again for more than was allowed, and remembers both', async () => {
    const browser = stage.browser()
    await browser.press(await logIn(browser, { scope: 'openid' }), /^Accept$/)
    const more = await again(browser, { scope: 'openid read:things' })
    expect(asks(more)).toBe(true)
    await browser.press(more, /^Accept$/)
    expect(hasCode(await again(browser, { scope: 'openid read:things' }))).toBe(true)
    expect(hasCode(await again(browser, { scope: 'openid' }))).toBe(true)
  })

  test('asks for each API, and for none at all', async () => {
    const browser = stage.browser()
    await browser.press(await logIn(browser), /^Accept$/)
    const url = authorizeUrl({ client_id: 'partner', scope: 'openid' })
    url.searchParams.delete('connection')
    expect(asks(await browser.open(url))).toBe(true)
  })

  test('asks everybody for themselves', async () => {
    await stage.browser().press(await logIn(stage.browser()), /^Accept$/)
    const grace = await logInByEmail(stage, stage.browser(), 'grace@example.com', PARTNER)
    expect(asks(grace)).toBe(true)
  })

  test('that shows no page is told consent_required until somebody has agreed', async () => {
    const browser = stage.browser()
    const page = await logIn(browser)
    const silent = () => again(browser, { prompt: 'none' })
    expect(problemOf(await silent())).toEqual(['consent_required', 'Consent required'])
    expect(stage.tenant.state.logs.at(-1)).toMatchObject({ type: 'fsa', description: 'Consent required' })
    await browser.press(page, /^Accept$/)
    expect(hasCode(await silent())).toBe(true)
  })

  test('may ask again although somebody has agreed', async () => {
    const browser = stage.browser()
    await browser.press(await logIn(browser), /^Accept$/)
    const page = await again(browser, { prompt: 'consent' })
    expect(asks(page)).toBe(true)
    expect(hasCode(await browser.press(page, /^Accept$/))).toBe(true)
    expect(stage.tenant.state.userGrants).toHaveLength(1)
  })

  test('asks nothing of somebody whom an Action denies', async () => {
    stage.actions.onLogin = () => denied('no')
    expect(problemOf(await logIn(stage.browser()))).toEqual(['access_denied', 'no'])
  })

  test('has the domain-level connections alone', async () => {
    for (const connection of stage.tenant.state.configuration.connections) {
      connection.enabled_clients.push('partner')
      connection.is_domain_connection = false
    }
    const refused = await stage.browser().open(authorizeUrl(PARTNER))
    expect(problemOf(refused)).toEqual(['invalid_request', 'the connection is not enabled for the client'])
  })

  test('names scopes by their descriptions where the tenant wants that', async () => {
    const { configuration } = stage.tenant.state
    configuration.tenantSettings['flags'] = { use_scope_descriptions_for_consent: true }
    const [api] = configuration.resourceServers
    if (api !== undefined) api['scopes'] = [{ value: 'read:things', description: 'See what you own' }]
    expect((await logIn(stage.browser())).html).toContain('See what you own')
  })
})

describe('the page', () => {
  test('works once', async () => {
    const browser = stage.browser()
    const page = await logIn(browser)
    await browser.press(page, /^Accept$/)
    expect((await browser.press(page, /^Accept$/)).status).toBe(400)
  })

  test('is nobody’s but the browser’s that began', async () => {
    const page = await logIn(stage.browser())
    const elsewhere = await stage.browser().open(page.url)
    expect(elsewhere.status).toBe(400)
    expect((await stage.browser().press(page, /^Accept$/)).status).toBe(400)
    expect(stage.tenant.state.userGrants).toBeUndefined()
  })

  test('is over after an hour', async () => {
    const browser = stage.browser()
    const page = await logIn(browser)
    stage.advance(3600)
    expect((await browser.press(page, /^Accept$/)).status).toBe(400)
  })

  test.each([
    [
      'was blocked',
      () => Object.assign(stage.tenant.state.users[0] ?? {}, { blocked: true }),
      'unauthorized',
    ],
    ['was deleted', () => (stage.tenant.state.users = []), 'access_denied'],
  ])('lets nobody in who %s while they read it', async (_name, happens, error) => {
    const browser = stage.browser()
    const page = await logIn(browser)
    happens()
    expect((await browser.press(page, /^Accept$/)).url.searchParams.get('error')).toBe(error)
  })

  test('takes anything but a plain yes for a no', async () => {
    const browser = stage.browser()
    const page = await logIn(browser)
    const home = await browser.post(page.url, new URLSearchParams())
    expect(problemOf(home)[0]).toBe('access_denied')
  })
})

describe('the tenant’s own app', () => {
  const own = { client_id: 'app', audience: API, scope: 'openid read:things' }

  test.each([
    ['asks nothing for an API that lets it skip that', true, own, false],
    ['asks for an API that does not', false, own, true],
    ['asks nothing when there is no API', false, { client_id: 'app', scope: 'openid email' }, false],
  ])('%s', async (_name, skips, request, isAsked) => {
    const [api] = stage.tenant.state.configuration.resourceServers
    if (api !== undefined) api['skip_consent_for_verifiable_first_party_clients'] = skips
    expect(asks(await logInByEmail(stage, stage.browser(), ADA, request))).toBe(isAsked)
  })

  test('asks for the tenant’s default API as well', async () => {
    const { resourceServers, tenantSettings } = stage.tenant.state.configuration
    if (resourceServers[0]) resourceServers[0]['skip_consent_for_verifiable_first_party_clients'] = false
    tenantSettings['default_audience'] = API
    expect(asks(await logInByEmail(stage, stage.browser(), ADA))).toBe(true)
  })

  test.each([
    ['skipped', false],
    ['asked', true],
  ] as const)('on localhost: %s', async (localhostConsent, isAsked) => {
    stage.tenant.unknowns.localhostConsent = localhostConsent
    const page = await logInByEmail(stage, stage.browser(), ADA, own)
    expect(asks(page)).toBe(isAsked)
  })
})
