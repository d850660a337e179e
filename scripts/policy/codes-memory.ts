import type { BudgetRefusal, CodeCount, SentCode } from '../../lib/core/code-budget.ts'
import { countCode, judgeBudget } from '../../lib/core/code-budget.ts'
import { MARK_LENGTHS, buildSentCodes, parseSentCodes } from '../../lib/protocol/sent-codes.ts'

/** What sms-provider remembers of the codes that were sent. */
export type CodesMemory = {
  /** Whether one more may be sent, as `judgeBudget` says. */
  judge(next: SentCode, perHour: number | undefined): BudgetRefusal | undefined
  count(code: SentCode): void
}

/**
 * As many codes as fit the Action's cache, in whole seconds. Its marks are cut short; these are not, so that no two
 * numbers of a long file are taken for one.
 */
export function codesMemory(): CodesMemory {
  const latest: SentCode[] = []
  let counts: readonly CodeCount[] = []
  return {
    judge(next, perHour) {
      // Codes that share nothing with this one count against nothing but the hour: in a long file that is most of them.
      const alike = latest.filter(
        ({ number, block, owner }) => number === next.number || block === next.block || owner === next.owner,
      )
      return judgeBudget({ latest: alike, counts }, next, perHour)
    },
    count(code) {
      counts = countCode({ latest: [], counts }, code).counts
      latest.push({ ...code, at: new Date(Math.floor(code.at.getTime() / 1000) * 1000) })
      if (latest.length > MOST_CODES) latest.shift()
    },
  }
}

/** Asked of the memory that ships: it forgets what does not fit. */
const MOST_CODES = countRemembered()

function countRemembered(): number {
  const { number, block, owner } = MARK_LENGTHS
  const code = { number: 'n'.repeat(number), block: 'b'.repeat(block), owner: 'o'.repeat(owner) }
  const many = Array.from({ length: 5000 }, () => ({ ...code, at: new Date(0) }))
  return parseSentCodes(buildSentCodes({ latest: many, counts: [] })).latest.length
}
