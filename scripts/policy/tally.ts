import type { AttemptRefusal } from './judge-attempt.ts'
import type { NumberOrigin } from './number-origin.ts'
import type { ReplayedLine } from './replay.ts'
import { hashAccount } from './short-hash.ts'

/** How many bad lines are named one by one. */
const MOST_NAMED = 20
/** What one account may do in a day is used up. */
const ACCOUNT_CAPS: readonly AttemptRefusal[] = ['too_many_attempts', 'too_many_numbers', 'owner_budget']

/** What came of a file, in numbers alone: no user and no phone number is in it. */
export type Tally = {
  from: Date | undefined
  to: Date | undefined
  sent: number
  refused: number
  reasons: Map<AttemptRefusal, number>
  /** By where the numbers are from, as {@link NumberOrigin} labels it. */
  countries: Map<string, { sent: number; refused: number }>
  /** Users who reached a cap of theirs. */
  cappedUsers: number
  /** Attempts from an address of another country than the number's. */
  elsewhere: number
  bad: { count: number; first: { line: number; problem: string }[] }
}

export function startTally(originOf: (attempt: JudgedLine['attempt']) => NumberOrigin): {
  add(line: ReplayedLine): void
  tally: Tally
} {
  const tally: Tally = {
    ...{ from: undefined, to: undefined, sent: 0, refused: 0, reasons: new Map(), countries: new Map() },
    ...{ cappedUsers: 0, elsewhere: 0, bad: { count: 0, first: [] } },
  }
  const capped = new Set<number>()

  function addJudged({ attempt, verdict }: JudgedLine): void {
    tally.from ??= attempt.at
    tally.to = attempt.at
    const { label, countries } = originOf(attempt)
    const country = tally.countries.get(label) ?? { sent: 0, refused: 0 }
    tally.countries.set(label, country)
    tally[verdict.kind] += 1
    country[verdict.kind] += 1
    if (attempt.ipCountry !== '' && countries.length > 0 && !countries.includes(attempt.ipCountry)) {
      tally.elsewhere += 1
    }
    if (verdict.kind === 'sent') return
    tally.reasons.set(verdict.why, (tally.reasons.get(verdict.why) ?? 0) + 1)
    if (ACCOUNT_CAPS.includes(verdict.why)) tally.cappedUsers = capped.add(hashAccount(attempt.user)).size
  }

  function add(line: ReplayedLine): void {
    if (line.kind === 'judged') return addJudged(line)
    tally.bad.count += 1
    if (tally.bad.first.length < MOST_NAMED) tally.bad.first.push({ line: line.line, problem: line.problem })
  }
  return { add, tally }
}

type JudgedLine = Extract<ReplayedLine, { kind: 'judged' }>
