/** Attempts one user may start in 24 hours; each may cost an SMS. */
export const MAX_ATTEMPTS = 10

const WINDOW_MS = 24 * 60 * 60_000

/** The attempts that still count: those of the last 24 hours. Times in the future are dropped. */
export function recentAttempts(attempts: readonly Date[], now: Date): Date[] {
  return attempts.filter((at) => {
    const age = now.getTime() - at.getTime()
    return age >= 0 && age < WINDOW_MS
  })
}
