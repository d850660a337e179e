import { useTenantsOwnProvider } from '../../journeys/support/codes.ts'
import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import {
  ADA,
  PHONE,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { notGranted } from '../support/refusals.ts'

export const t10: Attack = {
  row: 'T10',
  name: 'an attacker has made the account with the victim’s address beforehand, and puts a phone on it',
  from: {
    what: 'Account pre-hijacking, 2022: 35 of 75 services kept an identifier that the attacker had added first.',
    url: 'https://en.wikipedia.org/wiki/Account_pre-hijacking',
  },
  verdict: 'email_unverified, no text; once the victim has the account, the attacker’s phone opens nothing',
  weakened: [
    {
      breaks: 'an account whose address nobody has proven gains a phone',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: "login.emailVerified || want.intent === 'remove' ? undefined : settle(want, 'email_unverified')",
          to: 'undefined',
        },
      ],
    },
  ],
  attack: async (stage) => {
    await useTenantsOwnProvider(stage)
    // A session of an account whose address is proven by nobody, as a sign-up form or an import leaves it.
    const attacker = await person(stage)
    const { id } = await signInByEmail(attacker, ADA)
    const app = await grantApp(stage)
    const { idToken } = await signInByCode(stage, app, ADA)
    await stage.management.users.update(id.sub, { email_verified: false })

    for (const intent of ['add', 'replace', 'everything']) {
      const started = attacker.app.start({ 'ext-phone': intent })
      const page = await attacker.browser.open(started.url)
      expect([intent, page.url.href.startsWith(started.redirectUri)]).toEqual([intent, true])
      const outcome = await attacker.app.finish(started, page)
      expect(outcome.id.phone_link).toMatchObject({ status: 'refused', reason: 'email_unverified' })
    }
    expect(await stage.tenant.control.inbox({ channel: 'sms' })).toEqual([])
    expect(await signInByCode(stage, app, PHONE, { link_to: idToken })).toMatchObject(
      notGranted('email_unverified'),
    )

    // The victim signs up, as they think, and proves the address.
    const victim = await person(stage)
    expect((await signInByEmail(victim, ADA)).id.sub).toBe(id.sub)
    expect((await passThrough(victim)).id).not.toHaveProperty('phone_number')
    expect(await signInByCode(stage, app, PHONE)).toMatchObject(notGranted('sms_only_account'))
    expect(await phoneIdentities(stage)).toEqual([])
  },
}
