import { useTenantsOwnProvider } from '../../journeys/support/codes.ts'
import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import {
  ADA,
  PHONE,
  addPhoneUntilContinue,
  codeFor,
  enterCode,
  enterPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByPhone,
} from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { linkedPhones, signedIn } from '../support/people.ts'
import { denied, notGranted } from '../support/refusals.ts'

const LEFT_OVER = '+447400654321'

export const t09: Attack = {
  row: 'T09',
  name: 'somebody with nothing but a phone signs up, or signs in, by every entrance there is',
  from: {
    what: 'Auth0’s guide to SMS codes: whoever enters a code for the first time gets an account of their own.',
    url: 'https://auth0.com/docs/authenticate/passwordless/authentication-methods/sms-otp',
  },
  verdict:
    'sms_only_account by login page, OTP grant, other client, silently and after a deny; no account is made',
  weakened: [
    {
      breaks: 'the gate lets anybody sign up by phone',
      patches: [
        {
          file: 'lib/core/gate.ts',
          from: "return { kind: 'deny', reason: 'sms_only_account' }",
          to: "return { kind: 'admit' }",
        },
      ],
    },
    {
      breaks: 'an account that an abandoned phone step has left over gets into the apps',
      patches: [
        {
          file: 'lib/core/sms-only-account.ts',
          from: "return smsOnlyAccounts === 'allow' && !bornInInnerLogin",
          to: "return smsOnlyAccounts === 'allow' || bornInInnerLogin",
        },
      ],
    },
  ],
  attack: async (stage) => {
    // sms-provider would send strangers nothing; what keeps their accounts out has to do so without it.
    await useTenantsOwnProvider(stage)
    for (const name of ['Demo App', 'Other App']) await signUpOnPages(stage, name)
    const app = await grantApp(stage)
    expect(await signInByCode(stage, app, PHONE)).toMatchObject(notGranted('sms_only_account'))
    expect(await phoneIdentities(stage)).toEqual([])

    // The account that somebody else's abandoned phone step has left over.
    await addPhoneUntilContinue((await signedIn(stage, ADA)).who, LEFT_OVER)
    const stranger = await person(stage)
    const silently = { prompt: 'none' }
    expect(await passThrough(stranger, silently)).toMatchObject({ error: 'login_required' })
    expect(await signInByPhone(stranger, LEFT_OVER)).toMatchObject(denied('sms_only_account'))
    // The session in the browser outlives the deny.
    for (const extra of [silently, {}, { ...silently, 'ext-phone': 'add' }, { 'ext-phone': 'add' }])
      expect(await passThrough(stranger, extra)).toMatchObject(denied('sms_only_account'))
    const elsewhere = await person(stage, await stage.app('Other App'), stranger.browser)
    for (const extra of [silently, {}])
      expect(await passThrough(elsewhere, extra)).toMatchObject(denied('sms_only_account'))
    expect(await signInByCode(stage, app, LEFT_OVER)).toMatchObject(notGranted('sms_only_account'))
    expect(await linkedPhones(stage)).toEqual([])
  },
}

async function signUpOnPages(stage: Stage, name: string): Promise<void> {
  const { connections } = (await stage.tenant.control.state()).configuration
  const app = await stage.app(name)
  await stage.management.connections.clients.update(connections.find((one) => one.name === 'sms')?.id ?? '', [
    { client_id: app.client.client_id, status: true },
  ])
  const stranger = await person(stage, app)
  const page = await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url)
  const asked = await enterPhone(stranger, page, PHONE)
  const arrived = await enterCode(stranger, asked, await codeFor(stage, PHONE))
  expect([name, arrived.html.includes('Sign in with your email first')]).toEqual([name, true])
  expect(await passThrough(stranger, { prompt: 'none' })).toMatchObject({ error: 'login_required' })
}
