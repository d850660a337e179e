import { createAlarms } from '../../scripts/local-tenant/alarms.ts'
import type { Clock } from '../../scripts/local-tenant/world.ts'

/** Time that stands still until it is moved: what a sequence of logins does is the same however fast it runs. */
export function steppedClock(start: Date): Clock {
  const alarms = createAlarms()
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance(seconds) {
      now += seconds * 1000
      alarms.ring(new Date(now))
    },
    offset: () => now - Date.now(),
    at: (moment, call) => alarms.set(moment, call),
    reset() {
      now = start.getTime()
      alarms.clear()
    },
  }
}
