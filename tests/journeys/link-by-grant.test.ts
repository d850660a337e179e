import { SignJWT, UnsecuredJWT, decodeJwt, generateKeyPair } from 'jose'
import { Secret } from 'otpauth'

import type { Unknowns } from '../../scripts/local-tenant/unknowns.ts'
import { changeSecrets } from './support/bindings.ts'
import { useTenantsOwnProvider } from './support/codes.ts'
import { grantApp, signInByCode } from './support/otp.ts'
import type { GrantApp, Granted } from './support/otp.ts'
import { picture } from './support/picture.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  accountsOf,
  addPhone,
  codeFor,
  enterCode,
  enterEmail,
  isForm,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()
const LINKED = { intent: 'add', status: 'linked' }

/** Ada signs in by a code to her email, and then adds the phone by a code to it. */
async function ada() {
  const app = await grantApp(stage)
  const signedIn = await signInByCode(stage, app, ADA)
  return { app, signedIn }
}

const addByGrant = (app: GrantApp, signedIn: Granted, phone = PHONE) =>
  signInByCode(stage, app, phone, { link_to: signedIn.idToken })

const refusal = (code: string) => ({
  status: 403,
  error: 'access_denied',
  description: expect.stringMatching(new RegExp(`^${code}: [A-Z].*\\.$`)) as string,
})

describe('a phone is added without a page', () => {
  test('R14 R27 by one call: the answer holds the tokens of the email account, with the phone', async () => {
    const { app, signedIn } = await ada()
    const added = await addByGrant(app, signedIn)
    expect(added).toMatchObject({
      status: 200,
      id: {
        sub: signedIn.id.sub,
        email: ADA,
        phone_link: LINKED,
        phone_number: PHONE,
        phone_number_verified: true,
      },
    })
    expect(await phoneIdentities(stage)).toEqual([{ owner: signedIn.id.sub, number: PHONE }])
    expect(await accountsOf(stage)).toHaveLength(1)
  })

  test('afterwards the phone signs in to the same account, by the grant and on pages, and refresh tokens are its own', async () => {
    const { app, signedIn } = await ada()
    const added = await addByGrant(app, signedIn)
    const byPhone = await signInByCode(stage, app, PHONE)
    expect(byPhone).toMatchObject({ status: 200, id: { sub: signedIn.id.sub, phone_number: PHONE } })
    expect(byPhone.id.phone_link).toBeUndefined()
    expect((await app.refresh(added.refreshToken)).id.sub).toBe(signedIn.id.sub)
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(signedIn.id.sub)
  })

  test('R10 the ID token of a login on pages does as well', async () => {
    const app = await grantApp(stage)
    const onPages = await person(stage, await stage.app('Demo Native'))
    const attempt = onPages.app.start({ connection: 'email' })
    const { id } = await signInByEmail(onPages, ADA)
    expect(attempt.url.pathname).toBe('/authorize')
    const silent = await signInByCode(stage, app, ADA)
    expect(silent.id.sub).toBe(id.sub)
    expect(await addByGrant(app, silent)).toMatchObject({
      status: 200,
      id: { sub: id.sub, phone_link: LINKED },
    })
  })

  test('a confidential app does so with its secret', async () => {
    await stage.management.clients.update((await stage.app()).client.client_id, {
      client_metadata: { phone_link_otp: 'on' },
    })
    const app = await grantApp(stage, 'Demo App')
    const signedIn = await signInByCode(stage, app, ADA)
    expect(await addByGrant(app, signedIn)).toMatchObject({ status: 200, id: { phone_link: LINKED } })
  })

  test('R42 R33 the account remembers what was done, as after the redirect path', async () => {
    const { app, signedIn } = await ada()
    await addByGrant(app, signedIn)
    const { app_metadata } = await stage.management.users.get(signedIn.id.sub)
    expect(app_metadata).toMatchObject({
      phone_link: { v: 1, did: 'linked', by: 'email', number: { last2: '56' }, former: [] },
      phone_link_attempts: [[expect.any(Number), expect.any(String)]],
      phone_link_tokens: [[expect.any(Number), expect.any(String)]],
    })
    expect(JSON.stringify(app_metadata)).not.toContain(PHONE)
  })

  test('R40 the person is told by the next login that can show a page', async () => {
    const { app, signedIn } = await ada()
    await addByGrant(app, signedIn)
    const later = await person(stage, await stage.app('Demo Native'))
    const attempt = later.app.start({ connection: 'email' })
    const page = await later.browser.open(attempt.url)
    const asked = await enterEmail(later, page, ADA)
    const notice = await enterCode(later, asked, await codeFor(stage, ADA))
    expect(isForm(notice)).toBe(true)
    expect(notice.html).toMatch(/56/)
    const outcome = await later.app.finish(attempt, notice)
    expect(outcome.id.phone_link).toBeUndefined()
    const mails = await stage.tenant.control.inbox({ channel: 'email' })
    expect(mails.filter(({ to, code }) => to === ADA && code === undefined)).toHaveLength(1)
    expect(isForm(await later.browser.open(later.app.start().url))).toBe(false)
  })

  test('R26 asked again with the number that is there, it says so', async () => {
    const { app, signedIn } = await ada()
    await addByGrant(app, signedIn)
    const again = await addByGrant(app, await signInByCode(stage, app, ADA))
    expect(again).toMatchObject({
      status: 200,
      id: { sub: signedIn.id.sub, phone_link: { intent: 'add', status: 'already_linked' } },
    })
  })

  test('R16 a phone account that a crash has left over is linked by it', async () => {
    const { app, signedIn } = await ada()
    await stage.management.users.create({
      connection: 'sms',
      phone_number: PHONE,
      phone_verified: true,
      app_metadata: { phone_link_born: true },
    })
    expect(await addByGrant(app, signedIn)).toMatchObject({ status: 200, id: { phone_link: LINKED } })
  })

  test('R64 at a custom domain, with an ID token of the canonical one', async () => {
    const { signedIn } = await ada()
    const elsewhere = await grantApp(stage, 'Demo Native', stage.origin.replace('localhost', '127.0.0.1'))
    const added = await addByGrant(elsewhere, signedIn)
    expect(added).toMatchObject({ status: 200, id: { sub: signedIn.id.sub, phone_link: LINKED } })
    expect(added.id['iss']).toMatch(/127\.0\.0\.1/)
  })

  const switches: Partial<Unknowns>[] = [
    { otpGrantProtocol: 'oauth2-password' },
    { userAfterSetPrimary: 'primary' },
    { otpGrantAuthTime: 'present' },
  ]
  test.each(switches)('R14 whatever Auth0 does where it does not say: %j', async (unknowns) => {
    await stage.tenant.control.setUnknowns(unknowns)
    const { app, signedIn } = await ada()
    expect(await addByGrant(app, signedIn)).toMatchObject({
      status: 200,
      id: { sub: signedIn.id.sub, phone_link: LINKED },
    })
  })

  test('T09 where the body does not reach Actions, nobody signs up by phone, and nothing changes', async () => {
    await stage.tenant.control.setUnknowns({ otpGrantBody: 'known' })
    const { app, signedIn } = await ada()
    const before = await picture(stage)
    expect(await addByGrant(app, signedIn)).toMatchObject(refusal('sms_only_account'))
    expect(await picture(stage)).toEqual(before)
  })
})

describe('every wrong variant is refused with its code, and changes nothing', () => {
  type Wrong = (app: GrantApp, signedIn: Granted) => Promise<Granted> | Granted
  const withToken = (make: (signedIn: Granted, app: GrantApp) => Promise<string> | string): Wrong => {
    return async (app, signedIn) => signInByCode(stage, app, PHONE, { link_to: await make(signedIn, app) })
  }
  const claimsOf = ({ idToken }: Granted) => decodeJwt(idToken)

  const wrong: [name: string, code: string, Wrong][] = [
    [
      'T06 the ID token of another client',
      'link_token_invalid',
      withToken(async () => {
        await enableGrant('Other App')
        return (await signInByCode(stage, await grantApp(stage, 'Other App'), ADA)).idToken
      }),
    ],
    [
      'R14 an ID token with another user written into it',
      'link_token_invalid',
      withToken((signedIn) => {
        const [head = '', , signature = ''] = signedIn.idToken.split('.')
        const claims = { ...claimsOf(signedIn), sub: 'email|grace' }
        return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
      }),
    ],
    [
      'T12 the ID token of a user who is gone',
      'link_token_invalid',
      withToken(async (_signedIn, app) => {
        const grace = await signInByCode(stage, app, GRACE)
        await stage.management.users.delete(grace.id.sub)
        return grace.idToken
      }),
    ],
    [
      'T12 the ID token of a user who is blocked',
      'link_token_invalid',
      withToken(async (signedIn) => {
        await stage.management.users.update(signedIn.id.sub, { blocked: true })
        return signedIn.idToken
      }),
    ],
    [
      'T06 an ID token that has expired',
      'link_token_invalid',
      withToken(async (signedIn) => {
        await stage.tenant.control.advanceClock(36_000 + 301)
        return signedIn.idToken
      }),
    ],
    [
      'R12 an account whose email is not verified',
      'email_unverified',
      withToken(async (signedIn) => {
        await stage.management.users.update(signedIn.id.sub, { email_verified: false })
        return signedIn.idToken
      }),
    ],
    [
      'R10 an ID token that tells of a sign-in more than ten minutes ago',
      'step_up_required',
      withToken(async (signedIn) => {
        await stage.tenant.control.advanceClock(10 * 60 + 1)
        return signedIn.idToken
      }),
    ],
    [
      'R10 the ID token of a refresh, which proves nobody’s presence',
      'step_up_required',
      withToken(async (signedIn, app) => (await app.refresh(signedIn.refreshToken)).idToken),
    ],
    ['T06 a refresh token in its place', 'link_token_invalid', withToken(({ refreshToken }) => refreshToken)],
    [
      'T06 alg none',
      'link_token_invalid',
      withToken((signedIn) => new UnsecuredJWT(claimsOf(signedIn)).encode()),
    ],
    [
      'T06 a key of somebody else’s',
      'link_token_invalid',
      withToken(async (signedIn) => {
        const { privateKey } = await generateKeyPair('RS256')
        const [head = ''] = signedIn.idToken.split('.')
        const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string; kid: string }
        return new SignJWT(claimsOf(signedIn)).setProtectedHeader(header).sign(privateKey)
      }),
    ],
    ['T05 an empty ID token', 'link_token_invalid', withToken(() => '')],
    ['T05 a huge one', 'link_token_invalid', withToken(() => 'a'.repeat(100_000))],
    [
      'R16 the ID token of a phone account',
      'link_token_invalid',
      withToken(async (_signedIn, app) => {
        await changeSecrets(stage, 'reauthenticate', { SMS_ONLY_ACCOUNTS: 'allow' })
        for (const action of ['phone-prompt', 'phone-challenge', 'phone-notice', 'sms-provider']) {
          await changeSecrets(stage, action, { SMS_ONLY_ACCOUNTS: 'allow' })
        }
        await stage.management.users.create({
          connection: 'sms',
          phone_number: OTHER_PHONE,
          phone_verified: true,
        })
        const byPhone = await signInByCode(stage, app, OTHER_PHONE)
        expect(byPhone.id.sub).toMatch(/^sms\|/)
        return byPhone.idToken
      }),
    ],
    [
      'T01 a number of somebody else’s account',
      'phone_in_use',
      withToken(async (signedIn, app) => {
        const grace = await signInByCode(stage, app, GRACE)
        expect(await addByGrant(app, grace)).toMatchObject({ status: 200 })
        return signedIn.idToken
      }),
    ],
    [
      'an account that has another phone',
      'phone_already_linked',
      withToken(async (signedIn, app) => {
        await addByGrant(app, signedIn, OTHER_PHONE)
        return (await signInByCode(stage, app, ADA)).idToken
      }),
    ],
    [
      'T04 an ID token that was used before',
      'link_token_used',
      withToken(async (signedIn, app) => {
        await addByGrant(app, signedIn, OTHER_PHONE)
        const [phone] =
          (await stage.management.users.get(signedIn.id.sub)).identities?.filter(
            ({ provider }) => provider === 'sms',
          ) ?? []
        await stage.management.users.identities.delete(signedIn.id.sub, 'sms', String(phone?.user_id))
        await stage.management.users.delete(`sms|${String(phone?.user_id)}`)
        return signedIn.idToken
      }),
    ],
    [
      'R11 a user with a second factor that was not asked for',
      'step_up_required',
      withToken(async (signedIn) => {
        await stage.management.users.authenticationMethods.create(signedIn.id.sub, {
          type: 'totp',
          totp_secret: new Secret({ size: 20 }).base32,
        })
        return signedIn.idToken
      }),
    ],
    [
      'R22 a phone account with a history of its own',
      'phone_account_has_history',
      withToken(async (signedIn) => {
        await stage.management.users.create({
          connection: 'sms',
          phone_number: PHONE,
          phone_verified: true,
          app_metadata: { plan: 'gold' },
        })
        return signedIn.idToken
      }),
    ],
    ['T09 no ID token', 'sms_only_account', (app) => signInByCode(stage, app, PHONE)],
  ]
  test.each(wrong)('%s: %s', async (_name, code, play) => {
    const { app, signedIn } = await ada()
    // The code is taken from the inbox: what is asked is not whether it is sent.
    let before: unknown
    const watched: GrantApp = {
      ...app,
      start: async (to) => {
        const started = await app.start(to)
        if (to === PHONE) before = await picture(stage)
        return started
      },
    }
    const refused = await play(watched, signedIn)
    expect(refused).toMatchObject(refusal(code))
    expect(refused.idToken).toBe('')
    expect(await picture(stage)).toEqual(before)
  })

  test('R06 three wrong codes: the right one is none any more', async () => {
    const { app, signedIn } = await ada()
    await app.start(PHONE)
    const code = await codeFor(stage, PHONE)
    const other = code === '000000' ? '111111' : '000000'
    const before = await picture(stage)
    for (let tries = 0; tries < 3; tries++) {
      expect(await app.grant(PHONE, other, { link_to: signedIn.idToken })).toMatchObject({
        status: 403,
        error: 'invalid_grant',
      })
    }
    expect(await app.grant(PHONE, code, { link_to: signedIn.idToken })).toMatchObject({
      status: 403,
      error: 'invalid_grant',
    })
    expect(await picture(stage)).toEqual(before)
  })

  test('T04 a replay of the whole request is refused for its code', async () => {
    const { app, signedIn } = await ada()
    await app.start(PHONE)
    const code = await codeFor(stage, PHONE)
    expect((await app.grant(PHONE, code, { link_to: signedIn.idToken })).status).toBe(200)
    const before = await picture(stage)
    expect(await app.grant(PHONE, code, { link_to: signedIn.idToken })).toMatchObject({
      status: 403,
      error: 'invalid_grant',
    })
    expect(await picture(stage)).toEqual(before)
  })

  test('R25 two people race for one number: one link', async () => {
    const { app, signedIn } = await ada()
    const grace = await signInByCode(stage, app, GRACE)
    await app.start(PHONE)
    const code = await codeFor(stage, PHONE)
    const answers = await Promise.all(
      [signedIn, grace].map(({ idToken }) => app.grant(PHONE, code, { link_to: idToken })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
    expect(await phoneIdentities(stage)).toHaveLength(1)
  })

  test('R26 T04 one ID token, two numbers at once: one link', async () => {
    const { app, signedIn } = await ada()
    const numbers = [PHONE, OTHER_PHONE]
    for (const number of numbers) await app.start(number)
    const codes = await Promise.all(numbers.map((number) => codeFor(stage, number)))
    const answers = await Promise.all(
      numbers.map((number, index) => app.grant(number, codes[index] ?? '', { link_to: signedIn.idToken })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await phoneIdentities(stage)).toHaveLength(1)
  })
})

describe('nothing of this can be reached on a client that is not enabled for it', () => {
  const marks: [string, Record<string, string>][] = [
    ['takes part on pages alone', { phone_link: 'on', phone_link_otp: '' }],
    ['has the grant alone', { phone_link: '', phone_link_otp: 'on' }],
    ['has neither', { phone_link: '', phone_link_otp: '' }],
    ['has another word for it', { phone_link: 'on', phone_link_otp: 'true' }],
  ]
  test.each(marks)('R13 one that %s', async (_name, client_metadata) => {
    const { app, signedIn } = await ada()
    await stage.management.clients.update(app.client.client_id, { client_metadata })
    await useTenantsOwnProvider(stage)
    const before = await picture(stage)
    expect(await addByGrant(app, signedIn)).toMatchObject(refusal('sms_only_account'))
    expect(await picture(stage)).toEqual(before)
    // Nor is it told anything that only this way needs.
    expect((await signInByCode(stage, app, ADA)).id['phone_link_proof']).toBeUndefined()
  })

  test('R14 link_to is nothing in a refresh, nor on pages', async () => {
    const who = await person(stage)
    const { id } = await signInByEmail(who, ADA)
    await addPhone(who, PHONE)
    const { app, signedIn } = await ada()
    const grace = await signInByCode(stage, app, GRACE)
    const refreshed = await app.refresh(grace.refreshToken)
    expect(refreshed.id.sub).toBe(grace.id.sub)
    const outcome = await passThrough(who, {
      link_to: signedIn.idToken,
      grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
    })
    expect(outcome.id).toMatchObject({ sub: id.sub })
    expect(outcome.id.phone_link).toBeUndefined()
  })
})

async function enableGrant(name: string): Promise<void> {
  const { client } = await stage.app(name)
  await stage.management.clients.update(client.client_id, {
    grant_types: [
      ...(client['grant_types'] as string[]),
      'http://auth0.com/oauth/grant-type/passwordless/otp',
    ],
  })
}
