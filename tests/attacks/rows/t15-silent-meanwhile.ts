import { ADA, PHONE, askToAdd, isContinue, passThrough, provePhone } from '../../journeys/support/steps.ts'
import { person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { linkedPhones } from '../support/people.ts'

export const t15: Attack = {
  row: 'T15',
  name: 'the app checks silently, or refreshes its tokens, while a phone step is pending',
  from: {
    what: 'auth0-spa-js, issue 439: a redirect in the login ends every silent check with interaction_required.',
    url: 'https://github.com/auth0/auth0-spa-js/issues/439',
  },
  verdict: 'claims only, no redirect, no outcome; the pending step goes on and ends as it would have',
  weakened: [
    {
      breaks: 'logins that can show no page are asked as well',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: "(login.canShowPage ? undefined : { kind: 'claims_only' })",
          to: '(login ? undefined : undefined)',
        },
      ],
    },
    {
      breaks: 'a refresh counts as a login that shows pages',
      patches: [
        {
          file: 'lib/adapters/post-login-event.ts',
          from: 'return protocol !== undefined && PROTOCOLS_WITH_PAGES.includes(protocol)',
          to: 'return protocol !== undefined',
        },
        {
          file: 'lib/adapters/post-login-event.ts',
          from: "return parseAsk(event.request.query?.['ext-phone'])",
          to: "return event.transaction?.protocol === 'oauth2-refresh-token' ? { kind: 'unknown' } : parseAsk(event.request.query?.['ext-phone'])",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const who = await person(stage)
    const first = await signInByEmail(who, ADA)
    const { sub } = first.id
    const { attempt, page } = await askToAdd(who)
    const expectClaimsOnly = async () => {
      const silent = await passThrough(who, { prompt: 'none', 'ext-phone': 'add' })
      expect([silent.error, silent.id.sub, silent.id.phone_link]).toEqual([undefined, sub, undefined])
      const refreshed = await who.app.refresh(first.refreshToken ?? '')
      expect([refreshed.status, refreshed.id?.sub, refreshed.id?.phone_link]).toEqual([200, sub, undefined])
    }
    await expectClaimsOnly()
    const held = await provePhone(who, page, PHONE, isContinue)
    // Between the code and the answer the browser's session is the inner login's: the app's token is the person's.
    const refreshed = await who.app.refresh(first.refreshToken ?? '')
    expect([refreshed.status, refreshed.id?.sub]).toEqual([200, sub])
    const { id } = await who.app.finish(attempt, await who.browser.open(held.url))
    expect(id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })
    await expectClaimsOnly()
    expect(await linkedPhones(stage)).toEqual([{ owner: sub, number: PHONE }])
  },
}
