import type { CallRecord } from '../../local-tenant/call-log.ts'
import type { Measured } from '../report.ts'
import type { CrowdVerdict } from './judge-crowd.ts'
import type { Story } from './story.ts'
import { isLinked } from './story.ts'

export type CrowdFacts = {
  stories: readonly Story[]
  verdict: CrowdVerdict
  /** Tokens of the Management API that the Actions have fetched. */
  tokens: number
  /** Answers 429 that Actions met, and how many of them they obeyed. */
  refusals: number
  obeyed: number
  refusedApps: number
  calls: readonly CallRecord[]
  /** The first try of everybody, in milliseconds of the tenant's clock. */
  rush: { from: number; to: number }
  seconds: { here: number; there: number }
}

export function summarizeCrowd(facts: CrowdFacts): Measured {
  const { stories, verdict, seconds } = facts
  const linked = stories.filter(({ tries }) => isLinked(tries.at(-1)))
  const first = linked.filter(({ tries }) => tries.length === 1).length
  const management = facts.calls.filter(({ path, status }) => path.startsWith('/api/v2/') && status !== 429)
  const { from, to } = facts.rush
  const inRush = management.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to).length
  const rows: [string, string | number][] = [
    ['people', stories.length],
    ['linked at the first try', first],
    ['linked after trying again', linked.length - first],
    ['refused in the end, each by a clear answer', stories.length - linked.length - verdict.lost.length],
    ['wrong', verdict.wrong.length],
    ['lost', verdict.lost.length],
    ['tries in all', stories.flatMap(({ tries }) => tries).length],
    ...countOutcomes(stories).map(([told, count]): [string, number] => [
      `tries that ended in ${told}`,
      count,
    ]),
    ['429s that Actions met', facts.refusals],
    ['429s that they obeyed', facts.obeyed],
    ['429s that apps met', facts.refusedApps],
    ['Management calls let through', management.length],
    ['Management calls let through a second, while everybody tried first', perSecond(inRush, from, to)],
    ['seconds of the tenant until everybody had tried once', ((to - from) / 1000).toFixed(1)],
    ['seconds of the tenant in all, with the pauses', seconds.there.toFixed(1)],
    ['seconds that it took here', seconds.here.toFixed(1)],
    ['Management tokens fetched', facts.tokens],
  ]
  return {
    tables: [
      {
        title: 'A crowd on the Free plan',
        head: ['what', 'figure'],
        rows,
        note: "Everybody has the page that asks for the text's code open at the same time and enters it within 20 seconds, on a tenant that refuses like Auth0's Free plan in both of its APIs. Whoever is refused tries again after 20 seconds to five minutes, at most five times; apps ask for tokens again when a 429 says. Pauses are skipped while everybody makes one. Afterwards every account is looked at, some sign in by phone, and whoever was refused in the end tries once more.",
      },
    ],
    promises: [
      { promise: 'nobody in a crowd is linked wrongly', ...noneOf(verdict.wrong) },
      { promise: 'nobody in a crowd is lost', ...noneOf(verdict.lost) },
      {
        promise: 'every 429 in a crowd is obeyed',
        found: `${facts.obeyed} of ${facts.refusals}`,
        holds: facts.obeyed === facts.refusals,
      },
    ],
  }
}

/** How often tries ended in what, the most frequent first. */
function countOutcomes(stories: readonly Story[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const made of stories.flatMap(({ tries }) => tries)) {
    const told = 'broken' in made ? 'a login that went to pieces' : made.told
    counts.set(told, (counts.get(told) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one)
}

const perSecond = (count: number, from: number, to: number): string =>
  ((count / Math.max(1, to - from)) * 1000).toFixed(2)

function noneOf(problems: readonly string[]): { found: string; holds: boolean } {
  const [first = 'none', ...more] = problems
  return {
    found: more.length === 0 ? first : `${first} And ${more.length} more.`,
    holds: problems.length === 0,
  }
}
