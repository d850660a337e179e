import { linkAccounts } from '../../../scripts/local-tenant/service/users.ts'
import type { PostLoginResult } from '../../../scripts/local-tenant/tenant.ts'
import { askToken, authorizeUrl, exchange, logInByEmail, logInByPhone, useStage } from './support/stage.ts'
import { ADA, allowOtpGrant, claimsOf, logInByText, PHONE } from './support/otp.ts'
import { challenge, completed, denied, redirect, type SeenRun } from './support/fake-actions.ts'
import { SECRET } from './support/small-tenant.ts'

const stage = useStage()
beforeEach(() => allowOtpGrant(stage))

const userOf = (prefix: string) => stage.tenant.state.users.find(({ user_id }) => user_id.startsWith(prefix))
const idOf = (prefix: string) => userOf(prefix)?.user_id ?? ''

/** What Actions answer that have set a primary user. */
const withPrimary = (primaryUserId: string, result = completed()): PostLoginResult => ({
  ...result,
  user: { ...result.user, appMetadata: { seen: 1 }, primaryUserId },
})

/** As an Action would: links the account that logs in to Ada's, and has the tokens issued for hers. */
function linkAndSetPrimary({ event }: SeenRun): PostLoginResult {
  const primary = idOf('email|')
  linkAccounts(stage.tenant, primary, event.user.user_id)
  return withPrimary(primary)
}

const REFUSED = 'The primary user has no secondary identity that is the one that logged in.'

beforeEach(async () => {
  await logInByEmail(stage, stage.browser(), ADA)
})

describe('a login by code at the token endpoint', () => {
  const asked = { scope: 'openid profile email phone offline_access' }

  test('the tokens are the primary user’s: claims, session, refresh', async () => {
    stage.actions.onLogin = linkAndSetPrimary
    const { status, body } = await logInByText(stage, asked)
    expect(status).toBe(200)
    const id = claimsOf(body['id_token'])
    expect(id).toMatchObject({ sub: idOf('email|'), email: ADA, email_verified: true })
    expect(id).not.toHaveProperty('phone_number')
    expect(stage.tenant.state.users).toHaveLength(1)
    const session = stage.tenant.state.sessions.find((each) => each.id === id['sid'])
    expect(session).toMatchObject({ user_id: idOf('email|'), methods: [{ name: 'sms' }] })
    stage.actions.onLogin = () => completed()
    const renewed = await askToken(stage, {
      ...{ grant_type: 'refresh_token', client_id: 'app', client_secret: SECRET },
      refresh_token: body['refresh_token'] ?? '',
    })
    expect(claimsOf(renewed.body['id_token'])['sub']).toBe(idOf('email|'))
    const userinfo = await stage.fetch('https://localhost:3443/userinfo', {
      headers: { authorization: `Bearer ${body['access_token'] ?? ''}` },
    })
    expect(await userinfo.json()).toMatchObject({ sub: idOf('email|'), email: ADA })
  })

  test('metadata for the account that is gone by then is lost', async () => {
    stage.actions.onLogin = linkAndSetPrimary
    expect((await logInByText(stage)).status).toBe(200)
    expect(userOf('email|')?.app_metadata).toEqual({})
  })

  test.each<[string, () => string]>([
    ['an account that it is not linked to', () => idOf('email|')],
    ['the account itself', () => idOf('sms|')],
    ['nobody', () => 'email|none'],
  ])('it fails for %s, and no tokens are issued', async (_name, primary) => {
    stage.actions.onLogin = () => withPrimary(primary())
    expect(await logInByText(stage)).toEqual({
      status: 403,
      body: { error: 'access_denied', error_description: REFUSED },
    })
    // What else the Actions asked for has happened.
    expect(userOf('sms|')?.app_metadata).toEqual({ seen: 1 })
  })

  test('another identity of the primary user is not enough', async () => {
    await logInByPhone(stage, stage.browser(), PHONE)
    linkAccounts(stage.tenant, idOf('email|'), idOf('sms|'))
    stage.actions.onLogin = () => withPrimary(idOf('email|'))
    expect((await logInByText(stage, { username: '+447400123457' })).body['error_description']).toBe(REFUSED)
  })

  test('a number that is linked already may name its account', async () => {
    await logInByPhone(stage, stage.browser(), PHONE)
    linkAccounts(stage.tenant, idOf('email|'), idOf('sms|'))
    stage.actions.onLogin = () => withPrimary(idOf('email|'))
    expect((await logInByText(stage)).status).toBe(200)
  })

  test('a primary user who is blocked gets none', async () => {
    stage.actions.onLogin = (seen) => {
      const result = linkAndSetPrimary(seen)
      Object.assign(userOf('email|') ?? {}, { blocked: true })
      return result
    }
    expect((await logInByText(stage)).body.error).toBe('unauthorized')
  })

  test('a denial remains one', async () => {
    stage.actions.onLogin = (seen) => ({
      ...linkAndSetPrimary(seen),
      ...denied('no'),
      user: completed().user,
    })
    expect((await logInByText(stage)).body['error_description']).toBe('no')
  })
})

describe('userAfterSetPrimary', () => {
  test.each([
    ['as_before', 'sms|'],
    ['primary', 'email|'],
  ] as const)('%s: a later Action of the same run is told of %s…', async (seen, prefix) => {
    stage.tenant.unknowns.userAfterSetPrimary = seen
    stage.actions.onLogin = (first) => {
      const result = linkAndSetPrimary(first)
      const later = first.run.buildEvent({}, false, idOf('email|')) as SeenRun['event']
      expect(later.user.user_id.slice(0, prefix.length)).toBe(prefix)
      return result
    }
    expect((await logInByText(stage)).status).toBe(200)
    expect((await exchange(stage, await logInByPhone(stage, stage.browser(), '+447400123459'))).status).toBe(
      200,
    )
  })
})

describe('a login by the pages', () => {
  test('goes on as the primary user, in the same browser session', async () => {
    stage.actions.onLogin = linkAndSetPrimary
    const browser = stage.browser()
    const { body } = await exchange(stage, await logInByPhone(stage, browser, PHONE))
    expect(claimsOf(body['id_token'])).toMatchObject({ sub: idOf('email|'), email: ADA })
    stage.actions.onLogin = () => completed()
    const silent = await browser.open(authorizeUrl({ prompt: 'none', connection: '' }))
    const again = await exchange(stage, silent)
    expect(claimsOf(again.body['id_token'])['sub']).toBe(idOf('email|'))
    expect(claimsOf(again.body['id_token'])['sid']).toBe(claimsOf(body['id_token'])['sid'])
  })

  test('fails for an account that has no such secondary identity', async () => {
    stage.actions.onLogin = () => withPrimary(idOf('email|'))
    const { url } = await logInByPhone(stage, stage.browser(), PHONE)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('error_description')).toBe(REFUSED)
    expect(url.searchParams.get('code')).toBeNull()
  })

  test('fails in a login to an organization, whoever it is', async () => {
    const { configuration } = stage.tenant.state
    const ORGANIZATION = 'org_acme000000000000'
    configuration.organizations = [
      {
        ...{ id: ORGANIZATION, name: 'acme', display_name: 'Acme', metadata: {}, members: [] },
        connections: [
          {
            ...{ connection_id: 'con_sms', assign_membership_on_login: true },
            ...{ show_as_button: true, is_signup_enabled: true },
          },
        ],
      },
    ]
    Object.assign(configuration.clients[0] ?? {}, { organization_usage: 'allow' })
    stage.actions.onLogin = linkAndSetPrimary
    const asked = { organization: ORGANIZATION }
    const { url } = await logInByPhone(stage, stage.browser(), PHONE, asked)
    expect(url.searchParams.get('error_description')).toBe(
      'The primary user cannot be changed in a login with an organization.',
    )
  })

  test('a session that was ended meanwhile does not come back', async () => {
    stage.actions.onLogin = (seen) => {
      stage.tenant.state.sessions = []
      const primary = idOf('email|')
      const phone = userOf('sms|')
      if (phone !== undefined) userOf('email|')?.identities.push(...phone.identities)
      return { ...withPrimary(primary), kind: 'completed', metadata: seen.run.metadata }
    }
    const { url } = await logInByPhone(stage, stage.browser(), PHONE)
    expect(url.searchParams.get('code')).not.toBeNull()
    expect(stage.tenant.state.sessions).toEqual([])
  })
})

describe('a refresh', () => {
  const renew = (refresh_token: string) =>
    askToken(stage, { grant_type: 'refresh_token', client_id: 'app', client_secret: SECRET, refresh_token })

  test.each([false, true])('goes on as the primary user (rotating: %s)', async (rotates) => {
    const client = stage.tenant.state.configuration.clients[0]
    if (client !== undefined && rotates) client['refresh_token'] = { rotation_type: 'rotating' }
    const { body } = await logInByText(stage, { scope: 'openid email offline_access' })
    stage.actions.onLogin = linkAndSetPrimary
    const renewed = await renew(body['refresh_token'] ?? '')
    expect(claimsOf(renewed.body['id_token'])).toMatchObject({ sub: idOf('email|'), email: ADA })
    expect('refresh_token' in renewed.body).toBe(rotates)
    stage.actions.onLogin = () => completed()
    const next = await renew(renewed.body['refresh_token'] ?? body['refresh_token'] ?? '')
    // One that does not rotate was that of the account that is no more.
    if (rotates) expect(claimsOf(next.body['id_token'])['sub']).toBe(idOf('email|'))
    else expect(next.body.error).toBe('invalid_grant')
  })

  test('fails for an account that has no such secondary identity', async () => {
    const { body } = await logInByText(stage, { scope: 'openid offline_access' })
    stage.actions.onLogin = () => withPrimary(idOf('email|'))
    const refused = { error: 'access_denied', error_description: REFUSED }
    expect(await renew(body['refresh_token'] ?? '')).toEqual({ status: 403, body: refused })
  })

  test.each([
    ['a redirect', redirect('https://elsewhere.example/'), 'interaction_required'],
    ['a factor', challenge(['otp']), 'mfa_required'],
  ])('is refused where an Action wants %s, as the first exchange is', async (_name, outcome, error) => {
    const { body } = await logInByText(stage, { scope: 'openid offline_access' })
    stage.actions.onLogin = () => outcome
    const refused = await renew(body['refresh_token'] ?? '')
    expect([refused.status, refused.body.error]).toEqual([403, error])
    expect('mfa_token' in refused.body).toBe(error === 'mfa_required')
  })
})
