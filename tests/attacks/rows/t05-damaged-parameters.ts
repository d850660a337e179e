import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, PHONE } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { changed, holdingAnswer, linkedPhones } from '../support/people.ts'
import { notGranted, refused } from '../support/refusals.ts'

type Parameters = (code: string, state: string) => (readonly [string, string])[]

const DAMAGED_CODES: Parameters[] = [
  (code, state) => [
    ['code', code],
    ['code', code],
    ['state', state],
  ],
  (code, state) => [
    ['code', code],
    ['code', 'x'],
    ['state', state],
  ],
  (_code, state) => [
    ['code', ''],
    ['state', state],
  ],
  (_code, state) => [['state', state]],
  (_code, state) => [
    ['code', 'x'.repeat(4000)],
    ['state', state],
  ],
]

const DAMAGED_STATES: Parameters[] = [
  (code) => [['code', code]],
  (code) => [
    ['code', code],
    ['state', ''],
  ],
  (code) => [
    ['code', code],
    ['state', 'x'.repeat(4000)],
  ],
  (code, state) => [
    ['code', code],
    ['state', state],
    ['state', state],
  ],
]

export const t05: Attack = {
  row: 'T05',
  name: '`state` or `code` comes back doubled, empty, missing or huge',
  from: {
    what: 'RFC 6749, section 3.1: request and response parameters must not be included more than once.',
    url: 'https://rfc-editor.org/errata/eid5708',
  },
  verdict: 'answer_malformed, or an error page; the login completes and nothing is linked',
  weakened: [
    {
      breaks: 'of two codes the first one is taken',
      patches: [
        {
          file: 'lib/protocol/continue-request.ts',
          from: "if (typeof only !== 'string' || more.length > 0) return undefined",
          to: "if (typeof only !== 'string' || more.length > 9) return undefined",
        },
      ],
    },
    {
      breaks: 'a code of any length is sent on to the token endpoint',
      patches: [
        {
          file: 'lib/protocol/continue-request.ts',
          from: "return only !== '' && only.length <= LONGEST_VALUE ? only : undefined",
          to: 'return only',
        },
      ],
    },
  ],
  attack: async (stage) => {
    for (const [index, parametersOf] of DAMAGED_CODES.entries()) {
      const held = await holdingAnswer(stage, `person${index}@example.com`, `+44740060000${index}`)
      const { code = '', state = '' } = Object.fromEntries(held.answer.searchParams)
      const page = await held.who.browser.open(changed(held.answer, parametersOf(code, state)))
      const { id } = await held.who.app.finish(held.attempt, page)
      expect(id).toMatchObject({ sub: held.sub, phone_link: refused('answer_malformed') })
    }
    const { who, attempt, answer } = await holdingAnswer(stage, ADA, PHONE)
    const { code = '', state = '' } = Object.fromEntries(answer.searchParams)
    for (const parametersOf of DAMAGED_STATES)
      expect((await who.browser.open(changed(answer, parametersOf(code, state)))).status).toBe(400)
    expect(await linkedPhones(stage)).toEqual([])
    // The person's own answer is as good as before.
    const outcome = await who.app.finish(attempt, await who.browser.open(answer))
    expect(outcome.id.phone_link?.status).toBe('linked')

    const app = await grantApp(stage)
    for (const link_to of ['', 'a'.repeat(100_000)])
      expect(await signInByCode(stage, app, '+447400600009', { link_to })).toMatchObject(
        notGranted('link_token_invalid'),
      )
  },
}
