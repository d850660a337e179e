import type { CodeCount, SentCode, SentCodes } from '../core/code-budget.ts'
import { NO_CODES } from '../core/code-budget.ts'

/** Auth0's cache takes 4 kB a value and 8 kB in all, where the Management token is kept too; a code takes 24 bytes. */
const MOST_CODES = 150
const MOST_COUNTS = 16
const HEAD = /^c1(?: [0-9a-z]{8,12})*$/
const LINE = /^([0-9a-z]{7})([\w-]{6})([\w-]{4})([\w-]{6}|)$/
const TIME_DIGITS = 7

/** How many characters of a fingerprint are kept: enough to tell some hundred codes apart. */
export const MARK_LENGTHS = { number: 6, block: 4, owner: 6 } as const

/** The memory as one text. Where it is full, the oldest codes are forgotten. */
export function buildSentCodes({ latest, counts }: SentCodes): string {
  const head = counts
    .slice(-MOST_COUNTS)
    .map(({ startedAt, count }) => toText(startedAt) + count.toString(36))
  const codes = latest.slice(-MOST_CODES).map(({ at, number, block, owner }) => {
    return `${toText(at)}${number}${block}${owner}`
  })
  return [['c1', ...head].join(' '), ...codes].join('\n')
}

/** What the text remembers; nothing, if somebody has damaged it. */
export function parseSentCodes(text: string | undefined): SentCodes {
  const [head = '', ...lines] = text?.split('\n') ?? []
  if (!HEAD.test(head)) return NO_CODES
  return {
    latest: lines.map(parseLine).filter((code) => code !== undefined),
    counts: head.split(' ').slice(1).map(parseCount),
  }
}

function parseLine(line: string): SentCode | undefined {
  const [whole, at = '', number = '', block = '', owner = ''] = LINE.exec(line) ?? []
  return whole === undefined ? undefined : { at: fromText(at), number, block, owner }
}

function parseCount(text: string): CodeCount {
  return { startedAt: fromText(text.slice(0, TIME_DIGITS)), count: parseInt(text.slice(TIME_DIGITS), 36) }
}

// Seven digits until the year 4453: they stay one width, and so does a line.
function toText(at: Date): string {
  return Math.max(0, Math.floor(at.getTime() / 1000))
    .toString(36)
    .padStart(TIME_DIGITS, '0')
}

function fromText(text: string): Date {
  return new Date(parseInt(text, 36) * 1000)
}
