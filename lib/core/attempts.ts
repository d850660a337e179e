/** How long to wait after so many recent attempts, in minutes: the first three are free, then it doubles. */
const WAIT_MINUTES = [0, 0, 0, 1, 2, 4, 8, 16, 32, 64] as const

/** Attempts one user may start in 24 hours; each may cost an SMS. */
export const MAX_ATTEMPTS = WAIT_MINUTES.length

/** Distinct numbers that one user may try in 24 hours. */
export const MAX_NUMBERS = 3

const MINUTE_MS = 60_000
const WINDOW_MS = 24 * 60 * MINUTE_MS

/** One phone challenge that a user started. It counts whatever came of it. */
export type Attempt = {
  at: Date
  /** The numbers that it was about, as far as they came to be known; each as {@link shortMark} gives it. */
  numbers: readonly string[]
}

/** Enough of a number's fingerprint to tell the few numbers of one user apart (64 bits). */
export function shortMark(fingerprint: string): string {
  return fingerprint.slice(0, 11)
}

/** The attempts that still count: those of the last 24 hours. Times in the future are dropped. */
export function recentAttempts(attempts: readonly Attempt[], now: Date): Attempt[] {
  return attempts.filter(({ at }) => {
    const age = now.getTime() - at.getTime()
    return age >= 0 && age < WINDOW_MS
  })
}

/** Whether one more attempt may start now: not yet, not any more today, or yes. */
export function judgeAttempts(attempts: readonly Attempt[], now: Date): 'allowed' | 'too_soon' | 'locked' {
  const recent = recentAttempts(attempts, now)
  const wait = WAIT_MINUTES[recent.length]
  if (wait === undefined) return 'locked'
  const last = Math.max(...recent.map(({ at }) => at.getTime()))
  return now.getTime() - last < wait * MINUTE_MS ? 'too_soon' : 'allowed'
}

/** Whether the user has tried other numbers as often as they may, so that this one would be one too many. */
export function isOneNumberTooMany(attempts: readonly Attempt[], number: string, now: Date): boolean {
  const numbers = new Set(recentAttempts(attempts, now).flatMap((attempt) => attempt.numbers))
  return !numbers.has(number) && numbers.size >= MAX_NUMBERS
}

/**
 * The attempts that still count, with this number noted at the one that started then. The platform may show the
 * account as it was before the person went away: an attempt that is not there is put back.
 */
export function noteNumber(
  attempts: readonly Attempt[],
  { startedAt, number }: { startedAt: Date; number: string },
  now: Date,
): Attempt[] {
  const recent = recentAttempts(attempts, now)
  const own = recent.find(({ at }) => isSameSecond(at, startedAt)) ?? { at: startedAt, numbers: [] }
  const noted = own.numbers.includes(number) ? own : { ...own, numbers: [...own.numbers, number] }
  return [...recent.filter((attempt) => attempt !== own), noted]
}

// The account keeps whole seconds.
function isSameSecond(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000)
}
