import { type Limit, LIMITS } from './rows.ts'
import { runTests, type TestResult } from './run-tests.ts'

export type Tried = 'yes' | 'no' | 'no such test'

export type LimitResult = Limit & { allowedHeld: Tried; refusedHeld: Tried }

/** Where the tests of the limits are. */
export const fileOf = ({ file }: Limit): string => `tests/local-tenant/${file}.test.ts`

/** Runs the tests that hit each limit, and no others. */
export async function hitLimits(): Promise<LimitResult[]> {
  const names = LIMITS.flatMap(({ allowed, refused }) => [allowed, refused])
  const results = await runTests({
    project: 'local-tenant',
    files: [...new Set(LIMITS.map(fileOf))],
    names: new RegExp([...new Set(names)].map(escaped).join('|')),
  })
  return judgeLimits(LIMITS, results)
}

/** What became of each limit, by the tests of its names. */
export function judgeLimits(limits: Limit[], results: TestResult[]): LimitResult[] {
  return limits.map((limit) => {
    const tried = (name: string): Tried => {
      const own = results.filter((result) => result.file === fileOf(limit) && result.name.startsWith(name))
      if (own.length === 0) return 'no such test'
      return own.every(({ passed }) => passed) ? 'yes' : 'no'
    }
    return { ...limit, allowedHeld: tried(limit.allowed), refusedHeld: tried(limit.refused) }
  })
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
