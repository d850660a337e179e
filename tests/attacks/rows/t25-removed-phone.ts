import { useTenantsOwnProvider } from '../../journeys/support/codes.ts'
import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  passThrough,
  person,
  removePhone,
  replacePhone,
  signInByEmail,
  signInByPhone,
} from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { asksForEmail } from '../../journeys/support/pages.ts'
import { linkedPhones, signedIn } from '../support/people.ts'
import { denied, notGranted } from '../support/refusals.ts'

export const t25: Attack = {
  row: 'T25',
  name: 'whoever is signed in by a phone goes on after it has left the account, or takes it off themselves',
  from: {
    what: 'decred/politeia, issue 1680: sessions of another browser outlived the credential they rested on.',
    url: 'https://github.com/decred/politeia/issues/1680',
  },
  verdict: 'phone_changed at the next login, sms_only_account by the number; a change takes the email first',
  weakened: [
    {
      breaks: 'a session that rests on a phone outlives it',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: 'restsOnFormerPhone(login.methods, login.phoneOffAt)',
          to: 'login.methods.length === 0',
        },
      ],
    },
    {
      breaks: 'a code to the phone is enough to change it',
      patches: [
        {
          file: 'lib/core/freshness.ts',
          from: "['email', 'pwd', 'passkey', 'federated']",
          to: "['email', 'pwd', 'passkey', 'federated', 'sms']",
        },
      ],
    },
  ],
  attack: async (stage) => {
    await useTenantsOwnProvider(stage)
    const { who, sub } = await signedIn(stage, ADA)
    await addPhone(who, PHONE)
    const holder = await person(stage)
    await signInByPhone(holder, PHONE)
    for (const intent of ['replace', 'remove'] as const)
      expect([intent, asksForEmail((await askFor(holder, intent)).page)]).toEqual([intent, true])

    await stage.tenant.control.advanceClock(2)
    expect((await replacePhone(who, OTHER_PHONE)).id.phone_link?.status).toBe('replaced')
    for (const extra of [{ prompt: 'none' }, {}])
      expect(await passThrough(holder, extra)).toMatchObject(denied('phone_changed'))
    const newHolder = await person(stage)
    await signInByPhone(newHolder, OTHER_PHONE)
    await stage.tenant.control.advanceClock(2)
    expect((await removePhone(who)).id.phone_link?.status).toBe('removed')
    expect(await passThrough(newHolder, { prompt: 'none' })).toMatchObject(denied('phone_changed'))

    const app = await grantApp(stage)
    for (const number of [PHONE, OTHER_PHONE])
      expect(await signInByCode(stage, app, number)).toMatchObject(notGranted('sms_only_account'))
    expect(await linkedPhones(stage)).toEqual([])
    // The person themselves signs in again, and stays.
    expect((await signInByEmail(holder, ADA)).id.sub).toBe(sub)
    expect((await passThrough(holder, { prompt: 'none' })).id.sub).toBe(sub)
  },
}
