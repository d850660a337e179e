import { MAX_ATTEMPTS, MAX_NUMBERS } from './attempts.ts'

/** A code that was handed to the provider. Marks stand for what must not be kept in clear. */
export type SentCode = {
  at: Date
  number: string
  /** The block of numbers that it is of: all with the same digits but the last four. */
  block: string
  /** Who started the challenge; empty for a code that signs somebody in. */
  owner: string
}

/** What is remembered of codes that were sent. A cache holds it, so it may be less than what happened. */
export type SentCodes = {
  /** The latest ones, oldest first. */
  latest: readonly SentCode[]
  /** How many there were in the running hour. */
  hour: { startedAt: Date; count: number }
}

export const NO_CODES: SentCodes = { latest: [], hour: { startedAt: new Date(0), count: 0 } }

/** Codes to one number within an hour, whoever asks. */
export const MAX_PER_NUMBER = 5
/** Codes to one block of ten thousand numbers within an hour. */
export const MAX_PER_BLOCK = 20
/** Codes that one user's challenges may cause within a day. */
export const MAX_PER_OWNER = MAX_ATTEMPTS

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

export type BudgetRefusal = 'number_budget' | 'block_budget' | 'owner_budget' | 'hour_budget'

/** Whether one more code may be sent. First match wins. */
export function judgeBudget(
  { latest, hour }: SentCodes,
  next: SentCode,
  perHour: number | undefined,
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
  const inThisHour = isWithin(hour.startedAt, next.at, HOUR_MS) ? hour.count : 0
  return perHour !== undefined && inThisHour >= perHour ? 'hour_budget' : undefined
}

/** The memory with this code in it. It counts before it is handed over: the attempt costs, not its success. */
export function countCode({ latest, hour }: SentCodes, code: SentCode): SentCodes {
  const isRunning = isWithin(hour.startedAt, code.at, HOUR_MS)
  return {
    latest: [...latest.filter(({ at }) => isWithin(at, code.at, DAY_MS)), code],
    hour: isRunning ? { ...hour, count: hour.count + 1 } : { startedAt: code.at, count: 1 },
  }
}

/** The memory without this code again, which was not sent and will be tried once more. */
export function uncountCode({ latest, hour }: SentCodes, code: SentCode): SentCodes {
  const index = latest.findLastIndex((each) => isSame(each, code))
  if (index < 0) return { latest, hour }
  return { latest: latest.toSpliced(index, 1), hour: { ...hour, count: Math.max(0, hour.count - 1) } }
}

// The memory keeps whole seconds.
function isSame(one: SentCode, other: SentCode): boolean {
  const isAlike = one.number === other.number && one.block === other.block && one.owner === other.owner
  return isAlike && Math.abs(one.at.getTime() - other.at.getTime()) < 1000
}

function isWithin(at: Date, now: Date, ms: number): boolean {
  const age = now.getTime() - at.getTime()
  return age >= 0 && age < ms
}

function count(codes: readonly SentCode[], is: (code: SentCode) => boolean): number {
  return codes.filter(is).length
}
