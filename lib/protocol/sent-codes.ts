import type { SentCode, SentCodes } from '../core/code-budget.ts'
import { NO_CODES } from '../core/code-budget.ts'

/** Auth0's cache takes 4 kB a value; a code takes 24 characters. */
const MOST_CODES = 160
const HEAD = /^c1 ([0-9a-z]{1,9}) ([0-9a-z]{1,9})$/
const LINE = /^([0-9a-z]{7})([\w-]{6})([\w-]{4})([\w-]{6}|)$/

/** How many characters of a fingerprint are kept: enough to tell some hundred codes apart. */
export const MARK_LENGTHS = { number: 6, block: 4, owner: 6 } as const

/** The memory as one text. Where it is full, the oldest codes are forgotten. */
export function buildSentCodes({ latest, hour }: SentCodes): string {
  const codes = latest.slice(-MOST_CODES).map(({ at, number, block, owner }) => {
    return `${toText(at)}${number}${block}${owner}`
  })
  return [`c1 ${toText(hour.startedAt)} ${hour.count.toString(36)}`, ...codes].join('\n')
}

/** What the text remembers; nothing, if somebody has damaged it. */
export function parseSentCodes(text: string | undefined): SentCodes {
  const [head = '', ...lines] = text?.split('\n') ?? []
  const [, startedAt, count] = HEAD.exec(head) ?? []
  if (startedAt === undefined || count === undefined) return NO_CODES
  return {
    latest: lines.map(parseLine).filter((code) => code !== undefined),
    hour: { startedAt: fromText(startedAt), count: parseInt(count, 36) },
  }
}

function parseLine(line: string): SentCode | undefined {
  const [, at, number, block, owner] = LINE.exec(line) ?? []
  if (at === undefined || number === undefined || block === undefined) return undefined
  return { at: fromText(at), number, block, owner: owner ?? '' }
}

// Seven digits until the year 4453: they stay one width, and so does a line.
function toText(at: Date): string {
  return Math.max(0, Math.floor(at.getTime() / 1000))
    .toString(36)
    .padStart(7, '0')
}

function fromText(text: string): Date {
  return new Date(parseInt(text, 36) * 1000)
}
