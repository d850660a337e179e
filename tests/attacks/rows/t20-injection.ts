import { request } from 'node:https'

import { ADA, PHONE, addPhone, askFor } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { signedIn } from '../support/people.ts'

const MARK = 'injected'
/** Markup, Liquid, Handlebars, an email header, a quote and a tag's end. */
const HOSTILE = `${MARK}<img src=x onerror=alert(1)>{{ secrets }}{% raw %}{{{vars}}}"'\r\nBcc: evil@example.com`
const LOCALES = [
  'en&connection=email&redirect_uri=https://evil.example.com/&prompt=none',
  'de"><script>alert(1)</script>',
  'fr#fragment',
]

export const t20: Attack = {
  row: 'T20',
  name: 'markup, templates, parameters and headers are injected by the name, the language and the host',
  from: {
    what: 'Twilio’s guide of 2022: what a user has typed as a name becomes part of the HTML of a service’s email.',
    url: 'https://www.twilio.com/en-us/blog/prevent-email-html-injection-in-csharp-and-dotnet',
  },
  verdict:
    'no page, email or text has any of it; the inner login keeps its parameters, the host is not served',
  weakened: [
    {
      breaks: 'the language is put into the address of the inner login as it came',
      patches: [
        {
          file: 'lib/protocol/authorize-request.ts',
          from: 'return url.href',
          to: "return url.href + '&ui_locales=' + request.uiLocales.join('+')",
        },
      ],
    },
    {
      breaks: 'the notice greets people by the name that they gave themselves',
      patches: [
        {
          file: 'lib/adapters/notice-event.ts',
          from: 'const words = { subject, language, direction, greeting,',
          to: "const name = (event.user as { name?: string }).name ?? ''\n  const words = { subject, language, direction, greeting: greeting + ' ' + name,",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub } = await signedIn(stage, ADA)
    await stage.management.users.update(sub, {
      ...{ name: HOSTILE.slice(0, 300), nickname: HOSTILE, given_name: `${MARK}{{ name }}` },
      user_metadata: { name: HOSTILE, locale: HOSTILE, phone_number: HOSTILE },
    })
    for (const ui_locales of LOCALES) {
      const { address } = await holdInnerLogin(who, { 'ext-phone': 'add', ui_locales })
      expect(address.origin).toBe(stage.origin)
      expect(address.searchParams.getAll('connection')).toEqual(['sms'])
      expect(address.searchParams.getAll('redirect_uri')).toEqual([`${stage.origin}/continue`])
      expect(address.searchParams.getAll('prompt')).toEqual([])
      expect(address.hash).toBe('')
      await stage.tenant.control.advanceClock(60)
    }

    const again = await signedIn(stage, ADA)
    const linked = await addPhone(again.who, PHONE)
    expect(linked.id.phone_link?.status).toBe('linked')
    const { page } = await askFor(again.who, 'remove')
    expect(page.html).not.toContain(MARK)
    const messages = JSON.stringify(await stage.tenant.control.inbox())
    expect(messages).toContain('••••••56')
    expect(messages).not.toContain(MARK)
    await expectHostsNotServed(stage)
  },
}

/** By hand, since `fetch` sets the header itself. */
async function expectHostsNotServed(stage: Stage): Promise<void> {
  const { url } = (await stage.app()).start({ 'ext-phone': 'add', connection: 'email' })
  const unknown = await ask(url, { host: 'evil.example.com' })
  expect(unknown.status).toBeGreaterThanOrEqual(400)
  const forwarded = await ask(url, {
    'x-forwarded-host': 'evil.example.com',
    forwarded: 'host=evil.example.com',
  })
  expect([unknown, forwarded].map(({ location }) => location.includes('evil'))).toEqual([false, false])
}

function ask(url: URL, headers: Record<string, string>): Promise<{ status: number; location: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, servername: url.hostname }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' })
    })
    sent.once('error', reject).end()
  })
}
