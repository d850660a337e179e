import { decodeJwt } from 'jose'
import type { Organization } from '../../../scripts/local-tenant/state.ts'
import type { HttpBrowser, Seen } from '../../support/login.ts'
import { completed } from './support/fake-actions.ts'
import { API, SECRET } from './support/small-tenant.ts'
import { askToken, authorizeUrl, codeFor, exchange, logInByEmail, useStage } from './support/stage.ts'

const ADA = 'ada@example.com'
const ACME = 'org_acme000000000000'
const stage = useStage()

const app = () => stage.tenant.state.configuration.clients.find(({ client_id }) => client_id === 'app')

function addOrganization(more: Partial<Organization> = {}): Organization {
  const connections = [
    {
      ...{ connection_id: 'con_email', assign_membership_on_login: false },
      ...{ show_as_button: true, is_signup_enabled: false },
    },
  ]
  const organization = { id: ACME, name: 'acme', display_name: 'Acme', metadata: { plan: 'gold' }, ...more }
  const made: Organization = { connections, members: [], ...organization }
  const { configuration } = stage.tenant.state
  configuration.organizations = [...(configuration.organizations ?? []), made]
  return made
}

/** Ada has an account, without an organization. */
async function signedUp(): Promise<string> {
  await logInByEmail(stage, stage.browser(), ADA)
  return stage.tenant.state.users[0]?.user_id ?? ''
}

const logIn = (browser: HttpBrowser, more: Record<string, string> = {}) =>
  logInByEmail(stage, browser, ADA, { organization: ACME, ...more })

const problemOf = ({ url }: Seen) => [
  url.searchParams.get('error'),
  url.searchParams.get('error_description'),
]
const lastEvent = () => stage.actions.seen.at(-1)?.event as { organization?: unknown } | undefined

beforeEach(() => {
  stage.actions.onLogin = () => completed()
})

describe('whether an app may name an organization', () => {
  const REFUSALS: [string, string | undefined, Record<string, string>, string][] = [
    ['deny', 'deny', { organization: ACME }, 'parameter organization is not allowed for this client'],
    [
      'nothing said',
      undefined,
      { organization: ACME },
      'parameter organization is not allowed for this client',
    ],
    ['require, without one', 'require', {}, 'parameter organization is required for this client'],
    [
      'a name, in a tenant of ids',
      'allow',
      { organization: 'acme' },
      'authorization request parameter organization must be an organization id',
    ],
    ['nobody’s id', 'allow', { organization: 'org_nobody' }, 'parameter organization is invalid: org_nobody'],
    [
      'a connection that it does not have',
      'allow',
      { organization: ACME, connection: 'sms' },
      'the connection is not enabled for the organization',
    ],
  ]
  test.each(REFUSALS)('%s', async (_name, usage, parameters, words) => {
    addOrganization()
    Object.assign(app() ?? {}, usage === undefined ? {} : { organization_usage: usage })
    const home = await stage.browser().open(authorizeUrl(parameters))
    expect(problemOf(home)).toEqual(['invalid_request', words])
  })

  test('none of its connections is the app’s', async () => {
    addOrganization({ connections: [] })
    Object.assign(app() ?? {}, { organization_usage: 'allow' })
    const url = authorizeUrl({ organization: ACME })
    url.searchParams.delete('connection')
    expect(problemOf(await stage.browser().open(url))).toEqual([
      'invalid_request',
      'no connections enabled for the organization',
    ])
  })

  test('the app is others’', async () => {
    addOrganization()
    Object.assign(app() ?? {}, { organization_usage: 'allow', is_first_party: false })
    for (const connection of stage.tenant.state.configuration.connections)
      connection.is_domain_connection = true
    const home = await stage.browser().open(authorizeUrl({ organization: ACME }))
    expect(problemOf(home)).toEqual(['invalid_request', `parameter organization is invalid: ${ACME}`])
  })
})

describe('a login to an organization', () => {
  beforeEach(() => {
    Object.assign(app() ?? {}, { organization_usage: 'allow' })
  })

  test('of a member: Actions see it, and both tokens name it', async () => {
    addOrganization({ members: [await signedUp()] })
    const { body } = await exchange(stage, await logIn(stage.browser(), { audience: API }))
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ org_id: ACME })
    expect(decodeJwt(body['access_token'] ?? '')).toMatchObject({ org_id: ACME })
    expect(decodeJwt(body['id_token'] ?? '')).not.toHaveProperty('org_name')
    const organization = { id: ACME, name: 'acme', display_name: 'Acme', metadata: { plan: 'gold' } }
    expect(lastEvent()?.organization).toEqual(organization)
  })

  test('without one, there is none', async () => {
    addOrganization({ members: [await signedUp()] })
    const { body } = await exchange(stage, await logInByEmail(stage, stage.browser(), ADA))
    expect(decodeJwt(body['id_token'] ?? '')).not.toHaveProperty('org_id')
    expect(lastEvent()).not.toHaveProperty('organization')
  })

  test('by name, in a tenant that allows it: then tokens have the name as well', async () => {
    addOrganization({ members: [await signedUp()] })
    const { tenantSettings } = stage.tenant.state.configuration
    tenantSettings['allow_organization_name_in_authentication_api'] = true
    const { body } = await exchange(stage, await logIn(stage.browser(), { organization: 'Acme' }))
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ org_id: ACME, org_name: 'acme' })
  })

  test('of nobody of theirs is denied before any Action', async () => {
    const ada = await signedUp()
    addOrganization()
    const before = stage.actions.seen.length
    const words = `user ${ada} is not part of the ${ACME} organization`
    expect(problemOf(await logIn(stage.browser()))).toEqual(['access_denied', words])
    expect(stage.actions.seen).toHaveLength(before)
  })

  test('by a connection that makes members makes one', async () => {
    const acme = addOrganization()
    for (const connection of acme.connections) connection.assign_membership_on_login = true
    expect((await logIn(stage.browser())).url.searchParams.has('code')).toBe(true)
    expect(acme.members).toEqual([stage.tenant.state.users[0]?.user_id])
  })

  test('goes on in the session there is, of a member alone', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser, ADA)
    const [user] = stage.tenant.state.users
    const acme = addOrganization()
    const silent = () => {
      const url = authorizeUrl({ organization: ACME, prompt: 'none' })
      url.searchParams.delete('connection')
      return browser.open(url)
    }
    expect(problemOf(await silent())[0]).toBe('access_denied')
    acme.members.push(user?.user_id ?? '')
    expect((await silent()).url.searchParams.has('code')).toBe(true)
  })

  test('asks again when the session rests on a connection that the organization does not have', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser, ADA)
    const acme = addOrganization({ members: [stage.tenant.state.users[0]?.user_id ?? ''] })
    for (const connection of acme.connections) connection.connection_id = 'con_sms'
    const url = authorizeUrl({ organization: ACME })
    url.searchParams.delete('connection')
    const page = await browser.open(url)
    expect(page.forms.flatMap(({ fields }) => fields.map(({ name }) => name))).toContain('phone')
    expect(page.forms.flatMap(({ fields }) => fields.map(({ name }) => name))).not.toContain('email')
  })

  test('of somebody who was taken out while they typed the code is denied', async () => {
    const acme = addOrganization({ members: [await signedUp()] })
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(authorizeUrl({ organization: ACME })), {
      email: ADA,
    })
    acme.members = []
    const home = await browser.submit(page, { code: codeFor(stage, ADA) })
    expect(problemOf(home)[0]).toBe('access_denied')
  })
})

describe('a refresh token of an organization', () => {
  const refresh = (token: string) =>
    askToken(stage, {
      ...{ grant_type: 'refresh_token', client_id: 'app', client_secret: SECRET },
      refresh_token: token,
    })

  async function refreshToken(): Promise<{ acme: Organization; token: string }> {
    Object.assign(app() ?? {}, { organization_usage: 'allow' })
    const acme = addOrganization({ members: [await signedUp()] })
    const scope = 'openid offline_access'
    const { body } = await exchange(stage, await logIn(stage.browser(), { scope }))
    return { acme, token: body['refresh_token'] ?? '' }
  }

  test('goes on in it, and Actions see it', async () => {
    const { body } = await refresh((await refreshToken()).token)
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ org_id: ACME })
    expect(lastEvent()?.organization).toMatchObject({ id: ACME })
  })

  test('works no more for somebody who was taken out', async () => {
    const { acme, token } = await refreshToken()
    acme.members = []
    expect(await refresh(token)).toMatchObject({ status: 403, body: { error: 'invalid_grant' } })
  })
})

test('consent is each organization’s own', async () => {
  Object.assign(app() ?? {}, { organization_usage: 'allow' })
  const [api] = stage.tenant.state.configuration.resourceServers
  if (api !== undefined) api['skip_consent_for_verifiable_first_party_clients'] = false
  const members = [await signedUp()]
  addOrganization({ members })
  addOrganization({ members, id: 'org_beta000000000000', name: 'beta' })
  const asks = async (organization: string) => {
    const browser = stage.browser()
    const page = await logIn(browser, { organization, audience: API })
    if (page.url.pathname !== '/u/consent') return false
    await browser.press(page, /^Accept$/)
    return true
  }
  expect(await asks(ACME)).toBe(true)
  expect(await asks(ACME)).toBe(false)
  expect(await asks('org_beta000000000000')).toBe(true)
})
