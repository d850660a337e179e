import type { ActionRunRecord } from '../../../scripts/local-tenant/tenant.ts'
import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  codeFor,
} from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { changed, signedIn } from '../support/people.ts'

const OURS = /^(phone-|reauthenticate$|sms-provider$)/
const FORGED_LINE = 'x"}\n{"action":"phone-challenge","decision":"linked"}'

export const t21: Attack = {
  row: 'T21',
  name: 'numbers, addresses, codes, tokens and secrets are looked for in the logs, and lines are forged there',
  from: {
    what: 'Twitter, 2018: passwords of 330 million people stood in an internal log.',
    url: 'https://macrumors.com/2018/05/03/twitter-password-exposure-glitch',
  },
  verdict:
    'one line of JSON per decision, of 256 characters at most, with words of ours and nothing of anybody',
  weakened: [
    {
      breaks: 'the number that was linked is logged',
      patches: [
        {
          file: 'lib/flows/link-proven.ts',
          from: '...announce({ intent, status: did }),',
          to: '...announce({ intent, status: did }, phone),',
        },
      ],
    },
    {
      breaks: 'an error in the address that leads back is logged as it came',
      patches: [
        {
          file: 'lib/protocol/continue-request.ts',
          from: "return KNOWN_ERRORS.find((known) => values.length === 1 && known === values[0]) ?? 'other'",
          to: 'return values.join()',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const words = await walkEverything(stage)
    const runs = (await stage.tenant.control.runs()).filter(({ action_name }) => OURS.test(action_name))
    expect(runs.length).toBeGreaterThan(20)
    for (const { action_name, console: lines } of runs) {
      expect(lines).toHaveLength(1)
      const [line = ''] = lines
      expect(words.filter((word) => line.includes(word))).toEqual([])
      expect(line.length).toBeLessThanOrEqual(256)
      expect(JSON.parse(line)).toMatchObject({ action: action_name, decision: expect.any(String) as string })
    }
    const { users, transactions, logs } = await stage.tenant.control.state()
    const kept = JSON.stringify([users, transactions, logs, runs.map(withoutMessage)])
    const codes = words.filter((word) => /^\d{6}$/.test(word))
    expect(codes.filter((code) => new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(kept))).toEqual([])
  },
}

/** The Action that delivers a code is given the code: that is what it is for. */
const withoutMessage = ({ trigger, event, ...run }: ActionRunRecord) => ({
  ...run,
  event: trigger === 'custom-phone-provider' ? {} : event,
})

/** A phone that is added, one that is refused, an answer that is forged, and all of it without pages. @returns what nobody may log */
async function walkEverything(stage: Stage): Promise<string[]> {
  const { who, sub } = await signedIn(stage, ADA)
  const codes = [await codeFor(stage, ADA)]
  await addPhone(who, PHONE)
  codes.push(await codeFor(stage, PHONE))
  const grace = await signedIn(stage, GRACE)
  await addPhone(grace.who, PHONE)
  const { attempt, answer } = await addPhoneUntilContinue(grace.who, OTHER_PHONE)
  codes.push(await codeFor(stage, OTHER_PHONE))
  const forged = changed(answer, [
    ['error', FORGED_LINE],
    ['error_description', ADA],
    ['state', answer.searchParams.get('state') ?? ''],
  ])
  await grace.who.app.finish(attempt, await grace.who.browser.open(forged))

  const app = await grantApp(stage)
  const lin = await signInByCode(stage, app, 'lin@example.com')
  const number = '+447400123789'
  const added = await signInByCode(stage, app, number, { link_to: lin.idToken })
  codes.push(await codeFor(stage, number))
  const { configuration } = await stage.tenant.control.state()
  const secrets = configuration.actions.flatMap(({ secrets: all }) => all.map(({ value }) => value))
  return [
    ...[PHONE, OTHER_PHONE, number].map((each) => each.slice(-6)),
    ...[ADA, GRACE, 'lin@example.com', 'x"}', 'x\\"}'],
    ...[sub, grace.sub, lin.id.sub, lin.idToken, added.idToken, added.refreshToken],
    ...codes,
    ...secrets.filter((value) => value.length > 8),
  ].filter((word) => word !== '')
}
