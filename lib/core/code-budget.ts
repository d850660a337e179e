import { MAX_ATTEMPTS, MAX_NUMBERS } from './attempts.ts'
import { CLOCK_SKEW_MS } from './freshness.ts'

/** A code that was handed to the provider. Marks stand for what must not be kept in clear. */
export type SentCode = {
  at: Date
  number: string
  /** The block of numbers that it is of: all with the same digits but the last four. */
  block: string
  /** Who started the challenge; empty for a code that signs somebody in. */
  owner: string
}

/** How many codes were sent within the five minutes that begin then. */
export type CodeCount = { startedAt: Date; count: number }

/** What is remembered of codes that were sent. A cache holds it, so it may be less than what happened. */
export type SentCodes = {
  /** The latest ones, oldest first. */
  latest: readonly SentCode[]
  /** How many there were in the last hour, oldest first: more than can be remembered one by one. */
  counts: readonly CodeCount[]
}

export const NO_CODES: SentCodes = { latest: [], counts: [] }

/** Codes to one number within an hour, whoever asks. */
export const MAX_PER_NUMBER = 5
/** Codes to one block of ten thousand numbers within an hour. */
export const MAX_PER_BLOCK = 20
/** Codes that one user's challenges may cause within a day. */
export const MAX_PER_OWNER = MAX_ATTEMPTS

const SLICE_MS = 5 * 60_000
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** A count still counts while any code of it may: so no hour ever sees more, and a budget may be back five minutes late. */
const COUNT_MS = HOUR_MS + SLICE_MS

export type BudgetRefusal = 'number_budget' | 'block_budget' | 'owner_budget' | 'hour_budget'

/**
 * Whether one more code may be sent. First match wins.
 * @param perHour how many codes everybody together may be sent; any number if undefined
 */
export function judgeBudget(
  { latest, counts }: SentCodes,
  next: SentCode,
  perHour = Infinity,
): BudgetRefusal | undefined {
  const within = (ms: number) => latest.filter(({ at }) => isWithin(at, next.at, ms))
  const lastHour = within(HOUR_MS)
  if (count(lastHour, (code) => code.number === next.number) >= MAX_PER_NUMBER) return 'number_budget'
  if (next.owner !== '') {
    const own = within(DAY_MS).filter(({ owner }) => owner === next.owner)
    const numbers = new Set(own.map(({ number }) => number))
    if (own.length >= MAX_PER_OWNER) return 'owner_budget'
    if (!numbers.has(next.number) && numbers.size >= MAX_NUMBERS) return 'owner_budget'
  }
  if (count(lastHour, (code) => code.block === next.block) >= MAX_PER_BLOCK) return 'block_budget'
  const all = recentCounts(counts, next.at).reduce((sum, each) => sum + each.count, 0)
  return all >= perHour ? 'hour_budget' : undefined
}

/** The memory with this code in it. It counts before it is handed over: the attempt costs, not its success. */
export function countCode({ latest, counts }: SentCodes, code: SentCode): SentCodes {
  return {
    latest: [...latest.filter(({ at }) => isWithin(at, code.at, DAY_MS)), code],
    counts: changeCount(recentCounts(counts, code.at), code.at, 1),
  }
}

/** The memory without this code again, which was not sent and will be tried once more. */
export function uncountCode({ latest, counts }: SentCodes, code: SentCode): SentCodes {
  const index = latest.findLastIndex((each) => isSame(each, code))
  if (index < 0) return { latest, counts }
  return { latest: latest.toSpliced(index, 1), counts: changeCount(counts, code.at, -1) }
}

function changeCount(counts: readonly CodeCount[], at: Date, by: 1 | -1): CodeCount[] {
  const startedAt = new Date(Math.floor(at.getTime() / SLICE_MS) * SLICE_MS)
  const isIts = (each: CodeCount) => each.startedAt.getTime() === startedAt.getTime()
  const before = counts.find(isIts)?.count ?? 0
  return [...counts.filter((each) => !isIts(each)), { startedAt, count: Math.max(0, before + by) }]
}

function recentCounts(counts: readonly CodeCount[], now: Date): CodeCount[] {
  return counts.filter(({ startedAt }) => isWithin(startedAt, now, COUNT_MS))
}

// The memory keeps whole seconds.
function isSame(one: SentCode, other: SentCode): boolean {
  const isAlike = one.number === other.number && one.block === other.block && one.owner === other.owner
  return isAlike && Math.abs(one.at.getTime() - other.at.getTime()) < 1000
}

// Several hosts write the memory, and their clocks differ: what seems to lie ahead was sent all the same.
function isWithin(at: Date, now: Date, ms: number): boolean {
  const age = now.getTime() - at.getTime()
  return age >= -CLOCK_SKEW_MS && age < ms
}

function count(codes: readonly SentCode[], is: (code: SentCode) => boolean): number {
  return codes.filter(is).length
}
