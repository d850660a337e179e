import { useTenantsOwnProvider } from '../../journeys/support/codes.ts'
import { ADA, GRACE, PHONE, proveEmail, provePhone } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { linkedPhones, signedIn, withPhone } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

const FIFTEEN_MINUTES = 15 * 60

export const t02: Attack = {
  row: 'T02',
  name: 'an inner login is answered by another connection than it asked for',
  from: {
    what: 'Auth0’s guide to account linking: both accounts have to be authenticated, or somebody else’s is linked.',
    url: 'https://auth0.com/docs/users/link-user-accounts',
  },
  verdict: 'proof_invalid; an email proves no phone, a phone proves no email, nothing is linked or replaced',
  weakened: [
    {
      breaks: 'whatever connection has proven the inner login counts as a phone',
      patches: [
        {
          file: 'lib/core/judge.ts',
          from: "if (proof.provenBy !== 'sms') return settled(refused(intent, 'proof_invalid'))",
          to: '',
        },
      ],
    },
    {
      breaks: 'a code to the phone proves the email before a change of that phone',
      patches: [
        {
          file: 'lib/core/judge-reauthentication.ts',
          from: "if (!belongsTo(proof, ticket, now) || proof.provenBy !== 'email') return 'proof_invalid'",
          to: "if (!belongsTo(proof, ticket, now)) return 'proof_invalid'",
        },
      ],
    },
  ],
  attack: async (stage) => {
    await signedIn(stage, GRACE)
    // The address of the inner login is in the person's hands.
    for (const email of [ADA, GRACE]) {
      const { who, sub } = await signedIn(stage, ADA)
      const { attempt, address } = await holdInnerLogin(who)
      address.searchParams.set('connection', 'email')
      const arrived = await proveEmail(who, await who.browser.open(address), email)
      const { id } = await who.app.finish(attempt, arrived)
      expect(id).toMatchObject({ sub, phone_link: refused('proof_invalid') })
    }
    expect(await linkedPhones(stage)).toEqual([])

    // Whoever has stolen the phone, and finds a session that is stale.
    await useTenantsOwnProvider(stage)
    const { who, sub } = await withPhone(stage, 'edith@example.com', PHONE)
    await stage.tenant.control.advanceClock(FIFTEEN_MINUTES)
    const { attempt, address } = await holdInnerLogin(who, { 'ext-phone': 'replace' })
    expect(address.searchParams.get('connection')).toBe('email')
    address.searchParams.set('connection', 'sms')
    const arrived = await provePhone(who, await who.browser.open(address), PHONE)
    expect(arrived.url.href.startsWith(attempt.redirectUri)).toBe(true)
    const { id } = await who.app.finish(attempt, arrived)
    expect(id).toMatchObject({ sub, phone_link: refused('proof_invalid', 'replace') })
    expect(await linkedPhones(stage)).toEqual([{ owner: sub, number: PHONE }])
  },
}
