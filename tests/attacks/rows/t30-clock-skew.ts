import type { Attack } from '../support/attack.ts'
import { forgingNetwork } from '../support/forging-network.ts'
import { linkedPhones } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

/** Seconds, on either side of the five minutes that two clocks may differ. */
const WITHIN = 285
const BEYOND = 315

/** What a clock that is wrong makes of a token: which claim, and whether it lies ahead. */
const SKEWS = [
  ['exp', -1],
  ['nbf', 1],
  ['auth_time', 1],
  ['auth_time', -1],
] as const

export const t30: Attack = {
  row: 'T30',
  name: 'the clocks of the tenant and of an Action differ, by almost five minutes and by more',
  from: {
    what: 'Login.gov, pull request 10085: a partner’s clock that was eleven seconds off could not sign anybody in.',
    url: 'https://github.com/18F/identity-idp/pull/10085',
  },
  verdict: 'linked within five minutes, proof_invalid beyond, whichever claim and whichever clock',
  weakened: [
    {
      breaks: 'a token of an hour ago or ahead is as good as one of now',
      patches: [
        {
          file: 'lib/core/freshness.ts',
          from: 'export const CLOCK_SKEW_MS = 5 * 60_000',
          to: 'export const CLOCK_SKEW_MS = 60 * 60_000',
        },
      ],
    },
    {
      breaks: 'clocks that differ by more than a few seconds lock everybody out',
      patches: [
        {
          file: 'lib/core/freshness.ts',
          from: 'export const CLOCK_SKEW_MS = 5 * 60_000',
          to: 'export const CLOCK_SKEW_MS = 5_000',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { answerInnerLogin } = await forgingNetwork(stage)
    for (const [index, [claim, direction]] of SKEWS.entries()) {
      const skewed = (seconds: number, extra: number) =>
        answerInnerLogin(
          `person${index}-${extra}@example.com`,
          `+44740050${extra}00${index}`,
          (claims, network) => network.sign({ ...claims, [claim]: network.now() + direction * seconds }),
        )
      const within = await skewed(WITHIN, 0)
      expect([claim, direction, within.id.phone_link]).toEqual([
        ...[claim, direction],
        { intent: 'add', status: 'linked' },
      ])
      const beyond = await skewed(BEYOND, 1)
      expect([claim, direction, beyond.id.phone_link]).toEqual([claim, direction, refused('proof_invalid')])
    }
    expect(await linkedPhones(stage)).toHaveLength(SKEWS.length)
  },
}
