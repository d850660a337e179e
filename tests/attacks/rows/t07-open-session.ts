import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, OTHER_PHONE, PHONE, addPhone, askFor } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { asksForEmail } from '../../journeys/support/pages.ts'
import { linkedPhones, signedIn, withPhone } from '../support/people.ts'
import { notGranted } from '../support/refusals.ts'

const FIFTEEN_MINUTES = 15 * 60

export const t07: Attack = {
  row: 'T07',
  name: 'somebody at the victim’s open session adds, replaces or removes a phone',
  from: {
    what: 'A report of 2018: account management functions have to ask for the person again, however valid the session.',
    url: 'https://github.com/FundRequest/contracts/issues/61',
  },
  verdict: 'the email is asked for first; whoever stops there changes nothing, and no text is sent',
  weakened: [
    {
      breaks: 'a proof of any age is enough for a change',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: 'return proof !== undefined && isFresh(proof.at, now)',
          to: 'return proof !== undefined',
        },
      ],
    },
    {
      breaks: 'an ID token of any age adds a phone without a page',
      patches: [
        {
          file: 'lib/core/freshness.ts',
          from: 'return age <= PROOF_LIFETIME_MS && age >= -CLOCK_SKEW_MS',
          to: 'return age >= -CLOCK_SKEW_MS',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const victim = await withPhone(stage, ADA, PHONE)
    const without = await signedIn(stage, 'edith@example.com')
    const app = await grantApp(stage)
    const { idToken, refreshToken } = await signInByCode(stage, app, 'edith@example.com')
    await stage.tenant.control.advanceClock(FIFTEEN_MINUTES)
    const texts = async () => (await stage.tenant.control.inbox({ channel: 'sms' })).length
    const sent = await texts()

    for (const [who, intent] of [
      [without.who, 'add'],
      [victim.who, 'replace'],
      [victim.who, 'remove'],
    ] as const) {
      const { attempt, page } = await askFor(who, intent)
      expect([intent, asksForEmail(page)]).toEqual([intent, true])
      const { id } = await who.app.finish(attempt, await who.browser.press(page, /cancel/i))
      expect(id.phone_link).toEqual({ intent, status: 'cancelled' })
    }
    expect(await texts()).toBe(sent)

    // Without pages, an old ID token does not do, nor a refreshed one: nobody was there for it.
    const refreshed = (await app.refresh(refreshToken)).idToken
    for (const link_to of [idToken, refreshed])
      expect(await signInByCode(stage, app, OTHER_PHONE, { link_to })).toMatchObject(
        notGranted('step_up_required'),
      )
    expect(await linkedPhones(stage)).toEqual([{ owner: victim.sub, number: PHONE }])

    // The person has it in the same request, once the email is proven again.
    const again = await signedIn(stage, 'edith@example.com')
    expect((await addPhone(again.who, OTHER_PHONE)).id.phone_link?.status).toBe('linked')
  },
}
