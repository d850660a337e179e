import type { Clock } from '../world.ts'

/** The tenant's time as JWTs have it. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000)
}

export function isoNow(clock: Clock): string {
  return clock.now().toISOString()
}

export function isoAfter(clock: Clock, seconds: number): string {
  return new Date(clock.now().getTime() + seconds * 1000).toISOString()
}

/** Seconds that have passed since a moment. */
export function secondsSince(clock: Clock, moment: string): number {
  return (clock.now().getTime() - Date.parse(moment)) / 1000
}
