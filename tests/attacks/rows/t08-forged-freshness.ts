import { ADA, askToAdd, passThrough } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { asksForEmail } from '../../journeys/support/pages.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { linkedPhones, signedIn } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

const FIFTEEN_MINUTES = 15 * 60
const MULTI_FACTOR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor'

const FORGED: Record<string, string>[] = [
  { max_age: '86400' },
  { acr_values: MULTI_FACTOR },
  { prompt: 'consent' },
  { login_hint: ADA, screen_hint: 'signup' },
  { auth_time: '9999999999', 'ext-auth_time': '9999999999' },
  { 'ext-phone-link-want': '{"v":1,"intent":"add","because":"asked","choice":"accepted"}' },
]

export const t08: Attack = {
  row: 'T08',
  name: 'the request claims by `max_age`, `acr_values`, `prompt` and the like that the person was just asked',
  from: {
    what: 'auth0-spa-js, issue 313: `prompt` and `max_age` can be taken out of a request; only `auth_time` tells.',
    url: 'https://github.com/auth0/auth0-spa-js/issues/313',
  },
  verdict:
    'a stale session is asked for the email all the same, or proof_invalid; prompt=none gets claims only',
  weakened: [
    {
      breaks: 'acr_values in the request count as a proof',
      patches: [
        {
          file: 'lib/adapters/post-login-event.ts',
          from: 'return now ? [...ofSession, now] : ofSession',
          to: `if (event.request.query?.acr_values) return [...ofSession, { name: 'email', at: new Date() }]
            return now ? [...ofSession, now] : ofSession`,
        },
      ],
    },
    {
      breaks: 'with prompt in the request the session is taken for fresh',
      patches: [
        {
          file: 'lib/adapters/post-login-event.ts',
          from: 'return now ? [...ofSession, now] : ofSession',
          to: `if (event.transaction?.prompt?.length) return ofSession.map(({ name }) => ({ name, at: new Date() }))
            return now ? [...ofSession, now] : ofSession`,
        },
      ],
    },
    {
      breaks: 'it does not matter when the nested code was proven',
      patches: [
        {
          file: 'lib/core/proof.ts',
          from: 'return proof.nonce === ticket.nonce && provenMeanwhile(proof.authTime, ticket, now)',
          to: 'return proof.nonce === ticket.nonce',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub } = await signedIn(stage, ADA)
    await stage.tenant.control.advanceClock(FIFTEEN_MINUTES)
    for (const forged of FORGED) {
      const { page } = await askToAdd(who, forged)
      expect([forged, asksForEmail(page)]).toEqual([forged, true])
    }
    const silent = await passThrough(who, { 'ext-phone': 'add', prompt: 'none', max_age: '86400' })
    expect(silent.id.sub).toBe(sub)
    expect(silent.id.phone_link).toBeUndefined()

    // The address of the nested login is in the hands of whoever sits there: the session may answer it, with no code.
    const { attempt, address } = await holdInnerLogin(who)
    expect(address.searchParams.get('max_age')).toBe('0')
    address.searchParams.set('max_age', '86400')
    address.searchParams.delete('connection')
    const arrived = await who.browser.open(address)
    expect(arrived.url.href.startsWith(attempt.redirectUri)).toBe(true)
    const { id } = await who.app.finish(attempt, arrived)
    expect(id).toMatchObject({ sub, phone_link: refused('proof_invalid') })
    expect(await stage.tenant.control.inbox({ channel: 'sms' })).toEqual([])
    expect(await linkedPhones(stage)).toEqual([])
  },
}
