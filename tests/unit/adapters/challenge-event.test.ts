import { readPrimary, readRequest } from '../../../lib/adapters/challenge-event.ts'
import { readLinkedFor, readLogin } from '../../../lib/adapters/post-login-event.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { Changes, KitPostLoginEvent } from '../../support/post-login-kit.ts'
import { PHONE_ACCOUNT, postLoginEvent, withChanges } from '../../support/post-login-kit.ts'
import { EMAIL, VERIFIED, linkedPhone, settings } from './login-fixtures.ts'

describe('linking by the OTP grant', () => {
  const grant_type = 'http://auth0.com/oauth/grant-type/passwordless/otp'
  const metadata = { phone_link: 'on', phone_link_otp: 'on' }
  /** The login of a phone, as a back end makes it. */
  const byGrant: Changes<KitPostLoginEvent> = {
    ...PHONE_ACCOUNT,
    client: { metadata },
    request: { method: 'POST', query: {}, body: { grant_type, link_to: 'a.b.c', realm: 'sms' } },
    transaction: { protocol: 'oauth2-resource-owner' },
  }
  const grantOf = (changes: Changes<KitPostLoginEvent>) => {
    const event = withChanges(postLoginEvent(byGrant), changes)
    return { grant: readLogin(event, settings).grant, linkTo: readRequest(event, settings).linkTo }
  }

  test.each<[string, Changes<KitPostLoginEvent>, Login['grant']]>([
    ['a grant that sends an ID token', {}, 'links'],
    ['by another name of the protocol', { transaction: { protocol: 'oauth2-password' } }, 'links'],
    ['by no name of the protocol', { transaction: { protocol: undefined } }, 'links'],
    [
      'R14 what is no text links as well, and will be refused',
      { request: { body: { link_to: ['a'] } } },
      'links',
    ],
    ['a grant without an ID token', { request: { body: { link_to: undefined } } }, 'may'],
    ['R13 a client that is not enabled for it', { client: { metadata: { phone_link_otp: 'off' } } }, 'off'],
    ['R13 a client that takes no part', { client: { metadata: { phone_link: undefined } } }, 'off'],
    ['R14 a refresh', { request: { body: { grant_type: 'refresh_token' } } }, 'may'],
    [
      'R14 a login on pages, whatever its body says',
      { transaction: { protocol: 'oidc-basic-profile' } },
      'may',
    ],
    ['a code by email', { connection: { strategy: 'email' } }, 'may'],
  ])('R14 %s', (_name, changes, expected) => {
    const { grant, linkTo } = grantOf(changes)
    expect(grant).toBe(expected)
    expect(linkTo === undefined).toBe(expected !== 'links')
  })

  test('the account that it is for is read as if the login were its own', () => {
    const phone = linkedPhone(VERIFIED)
    const user = {
      ...{
        user_id: 'email|bob',
        email_verified: true,
        identities: [EMAIL, phone],
        multifactor: ['guardian'],
      },
      app_metadata: { phone_link_tokens: [[1772366400, 'mark']], phone_link_attempts: [[1772366400]] },
    }
    const primary = readPrimary(postLoginEvent(byGrant), user, settings)
    expect(primary?.login).toMatchObject({
      ...{ userId: 'email|bob', emailVerified: true, hasFactor: true, canProveEmail: true },
      ...{ phone: '+4915112345678', attempts: [{ numbers: [] }] },
    })
    expect(primary?.usedTokens).toEqual([{ at: new Date(1772366400_000), mark: 'mark' }])
    expect(primary?.audit).toBeUndefined()
  })

  const bob = { user_id: 'email|bob', identities: [EMAIL] }
  test.each<[string, unknown]>([
    ['one that is blocked', { ...bob, blocked: true }],
    ['no user', undefined],
    ['one without id', { ...bob, user_id: undefined }],
    ['one without identities', { ...bob, identities: undefined }],
    ['one whose identities are none', { ...bob, identities: ['email|bob'] }],
  ])('T12 %s is no account', (_name, user) => {
    expect(readPrimary(postLoginEvent(byGrant), user, settings)).toBeUndefined()
  })

  test('whom the login has become is read where it links, and nowhere else', () => {
    const told: Changes<KitPostLoginEvent> = {
      transaction: { metadata: { phone_link_primary: 'email|ada' } },
    }
    expect(readLinkedFor(withChanges(postLoginEvent(byGrant), told))).toBe('email|ada')
    expect(readLinkedFor(postLoginEvent(byGrant))).toBeUndefined()
    expect(readLinkedFor(postLoginEvent(told))).toBeUndefined()
  })
})
