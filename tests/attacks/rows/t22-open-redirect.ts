import { changeSecrets } from '../../journeys/support/bindings.ts'
import { ADA, PHONE, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { holdingAnswer, linkedPhones, signedIn } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

const EVIL = 'https://evil.example.com/'

export const t22: Attack = {
  row: 'T22',
  name: 'the code of an inner login is led to another host, by the host of the login or by its address',
  from: {
    what: 'RFC 9700, section 4.11: an authorization server that redirects anywhere hands codes to attackers.',
    url: 'https://datatracker.ietf.org/doc/rfc9700/',
  },
  verdict: 'not_available at a host that the settings do not name; elsewhere nothing but its own /continue',
  weakened: [
    {
      breaks: 'whatever host serves the login gets the codes of inner logins',
      patches: [
        {
          file: 'lib/core/decide-login.ts',
          from: "login.hostConfigured ? undefined : { ...settle(want, 'not_available'), detail: 'host_not_configured' }",
          to: 'undefined',
        },
      ],
    },
    {
      breaks: 'the page to come back to is named by the request',
      patches: [
        {
          file: 'lib/flows/inner-login.ts',
          from: 'host: setting.host,',
          to: "host: setting.uiLocales[0]?.includes('.') ? setting.uiLocales[0] : setting.host,",
        },
      ],
    },
  ],
  attack: async (stage) => {
    // A host that serves the tenant, and that nobody has told our Actions of.
    for (const action of ['reauthenticate', 'phone-prompt', 'phone-challenge'])
      await changeSecrets(stage, action, { CUSTOM_DOMAINS: 'none' })
    const unknown = stage.origin.replace('localhost', '127.0.0.1')
    const there = await person(stage, await stage.app('Demo App', unknown))
    const { id } = await signInByEmail(there, ADA)
    const asked = there.app.start({ 'ext-phone': 'add' })
    const page = await there.browser.open(asked.url)
    expect(page.url.href.startsWith(asked.redirectUri)).toBe(true)
    const outcome = await there.app.finish(asked, page)
    expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: refused('not_available') })

    // The address of an inner login with another page to come back to: shown as an error, and never sent on.
    const { who, sub } = await signedIn(stage, ADA)
    for (const redirect_uri of [EVIL, `${unknown}/callback`, `${stage.origin}/continue/../evil`]) {
      const { address } = await holdInnerLogin(who)
      address.searchParams.set('redirect_uri', redirect_uri)
      const arrived = await who.browser.open(address)
      expect([redirect_uri, arrived.status, arrived.url.origin]).toEqual([redirect_uri, 403, stage.origin])
      await stage.tenant.control.advanceClock(60)
    }
    const named = await signedIn(stage, ADA)
    const { address } = await holdInnerLogin(named.who, {
      'ext-phone': 'add',
      ui_locales: 'evil.example.com',
    })
    expect([address.host, address.searchParams.get('redirect_uri')]).toEqual([
      new URL(stage.origin).host,
      `${stage.origin}/continue`,
    ])

    // What comes back says where to go on to: nobody listens.
    await stage.tenant.control.advanceClock(60 * 60)
    const { attempt, answer, who: ada } = await holdingAnswer(stage, ADA, PHONE)
    for (const name of ['redirect_uri', 'returnTo', 'host']) answer.searchParams.set(name, EVIL)
    const linked = await ada.app.finish(attempt, await ada.browser.open(answer))
    expect(linked.id).toMatchObject({ sub, phone_link: { status: 'linked' } })
    const hosts = ada.browser.visited.map(({ origin }) => origin)
    expect([...new Set(hosts)]).toEqual([stage.origin])
    expect(await linkedPhones(stage)).toHaveLength(1)
  },
}
