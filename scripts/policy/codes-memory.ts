import type { SentCode } from '../../lib/core/code-budget.ts'
import { NO_CODES } from '../../lib/core/code-budget.ts'
import type { SentCodesMemory } from '../../lib/ports.ts'
import { MARK_LENGTHS, buildSentCodes, parseSentCodes } from '../../lib/protocol/sent-codes.ts'

/**
 * What sms-provider would remember of sent codes: as many as fit its cache, in whole seconds. Its marks are cut
 * short; these are not, so that no two numbers of a long file are taken for one.
 */
export function codesMemory(): SentCodesMemory {
  let codes = NO_CODES
  return {
    read: () => codes,
    write({ latest, counts }) {
      const kept = latest.slice(-MOST_CODES)
      // The others were read here, and are in whole seconds already.
      const [added] = kept.splice(-1)
      if (added) kept.push(inWholeSeconds(added))
      codes = { latest: kept, counts }
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

function inWholeSeconds(code: SentCode): SentCode {
  const seconds = Math.floor(code.at.getTime() / 1000)
  return seconds * 1000 === code.at.getTime() ? code : { ...code, at: new Date(seconds * 1000) }
}
