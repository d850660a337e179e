import { ADA, PHONE, askFor, isForm, passThrough, removePhone } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { linkedPhones, signedIn, withPhone } from '../support/people.ts'

const FORGED = [
  'choice=accepted',
  'vars[choice]=accepted',
  'fields[choice]=accepted',
  'action=next',
  'phone_link_want=%7B%22v%22%3A1%2C%22intent%22%3A%22remove%22%2C%22choice%22%3A%22accepted%22%7D',
]

export const t26: Attack = {
  row: 'T26',
  name: 'a link that somebody opens in a fresh session takes the phone off the account',
  from: {
    what: 'OWASP’s cheat sheet on request forgery: a link that changes something needs the person’s own confirmation.',
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  },
  verdict: 'a page that asks; left, refused or answered by forged parameters, the phone stays',
  weakened: [
    {
      breaks: 'the link is enough',
      patches: [
        {
          file: 'lib/core/prompt.ts',
          from: "if (want.intent === 'remove') return 'removal'",
          to: "if (want.intent === 'remove') return undefined",
        },
        {
          file: 'lib/flows/begin.ts',
          from: "if (want.choice !== 'accepted') {",
          to: "if (want.choice === 'declined') {",
        },
      ],
    },
    {
      breaks: 'a page that was not answered counts as a yes',
      patches: [
        {
          file: 'lib/flows/ask.ts',
          from: "{ kind: 'keep_want', want: { ...want, choice: 'declined' } }",
          to: "{ kind: 'keep_want', want: { ...want, choice: 'accepted' } }",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub } = await withPhone(stage, ADA, PHONE)
    const stays = { owner: sub, number: PHONE }
    const { page } = await askFor(who, 'remove')
    expect(isForm(page)).toBe(true)
    expect(await linkedPhones(stage)).toEqual([stays])
    const state = encodeURIComponent(page.url.searchParams.get('state') ?? '')
    for (const forged of FORGED) {
      await who.browser.open(`${stage.origin}/continue?state=${state}&${forged}`)
      await who.browser.open(`${page.url.href}&${forged}`)
      await who.browser.post(`${stage.origin}/continue?state=${state}`, new URLSearchParams(forged))
      expect([forged, await linkedPhones(stage)]).toEqual([forged, [stays]])
    }
    for (const forged of FORGED) {
      const { page: asked } = await askFor(who, 'remove', Object.fromEntries(new URLSearchParams(forged)))
      expect([forged, isForm(asked)]).toEqual([forged, true])
    }
    const kept = await removePhone(who, /^Keep phone$/)
    expect(kept.id).toMatchObject({ sub, phone_link: { intent: 'remove', status: 'cancelled' } })
    // Left open, it is none either, however often the person signs in.
    await askFor(who, 'remove')
    await signedIn(stage, ADA)
    expect((await passThrough(who)).id).toMatchObject({ sub, phone_number: PHONE })
    expect(await linkedPhones(stage)).toEqual([stays])
  },
}
