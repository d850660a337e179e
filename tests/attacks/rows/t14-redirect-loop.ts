import { bindForeign } from '../../journeys/support/foreign-action.ts'
import { ADA, PHONE, askToAdd, proveEmail, provePhone } from '../../journeys/support/steps.ts'
import { SITE } from '../../journeys/support/walk.ts'
import type { Seen } from '../../support/login.ts'
import type { Attack } from '../support/attack.ts'
import { asksForEmail, asksForPhone } from '../../journeys/support/pages.ts'
import { linkedPhones, signedIn } from '../support/people.ts'

const FIFTEEN_MINUTES = 15 * 60

/** Sends everybody away at every login that can show a page, inner ones as well. */
const CARELESS = `exports.onExecutePostLogin = async (event, api) => {
  if (event.transaction?.prompt?.includes('none')) return
  api.redirect.sendUserTo('${SITE}')
}
exports.onContinuePostLogin = async () => {}
`

export const t14: Attack = {
  row: 'T14',
  name: 'the inner logins meet our own Actions again, and Actions of others that redirect as well',
  from: {
    what: 'auth0-spa-js, issue 387: a redirect in a login starts that login anew, without end.',
    url: 'https://github.com/auth0/auth0-spa-js/issues/387',
  },
  verdict: 'one inner login by email and one by phone, each redirect of others once per login; then linked',
  weakened: [
    {
      breaks: 'an inner login counts as a login by phone alone',
      stopsEverybody: true,
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: "if (login.client !== 'companion') return undefined",
          to: 'if (login) return undefined',
        },
      ],
    },
    {
      breaks: 'the nested email code is taken for an ordinary login',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: "if (login.client !== 'companion') return undefined",
          to: "if (login.client !== 'companion' || login.connection === 'email') return undefined",
        },
      ],
    },
    {
      breaks: 'a step-up that was done is asked for again',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: 'const proof = login.hasFactor ? latestFactorProof(login.methods) : latestPrimaryProof(login.methods)',
          to: 'const proof = login.hasFactor ? latestFactorProof(login.methods) : login.methods[0]',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub } = await signedIn(stage, ADA)
    await bindForeign(stage, 'terms', 'after ours', CARELESS)
    await stage.tenant.control.advanceClock(FIFTEEN_MINUTES)
    let visits = 0
    const passSites = async (page: Seen): Promise<Seen> => {
      if (!page.url.href.startsWith(SITE)) return page
      visits += 1
      expect(visits).toBeLessThanOrEqual(3)
      const state = page.url.searchParams.get('state') ?? ''
      return passSites(
        await who.browser.open(`${stage.origin}/continue?${new URLSearchParams({ state }).toString()}`),
      )
    }

    const { attempt, page } = await askToAdd(who)
    expect(asksForEmail(page)).toBe(true)
    const phonePage = await passSites(await proveEmail(who, page, ADA))
    expect(asksForPhone(phonePage)).toBe(true)
    const notice = await passSites(await provePhone(who, phonePage, PHONE))
    const arrived = await passSites(await who.browser.press(notice, /^Continue$/))
    const { id } = await who.app.finish(attempt, arrived)
    expect(id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })

    const inner = who.browser.visited
      .filter(({ pathname }) => pathname === '/authorize')
      .flatMap(({ searchParams }) => searchParams.get('connection') ?? [])
    // The first is the app's own, of the login before.
    expect(inner).toEqual(['email', 'email', 'sms'])
    expect(visits).toBe(3)
    expect(await linkedPhones(stage)).toEqual([{ owner: sub, number: PHONE }])
  },
}
