/** What is to happen at a moment of the tenant's time. */
export type Alarms = {
  set(moment: Date, call: () => void): void
  /** Calls whatever is due by now, earliest first. */
  ring(now: Date): void
  /** When the next one is due. */
  next(): Date | undefined
  clear(): void
}

export function createAlarms(): Alarms {
  let waiting: { moment: Date; call: () => void }[] = []
  const earliestFirst = () => waiting.sort((a, b) => a.moment.getTime() - b.moment.getTime())
  return {
    set(moment, call) {
      waiting.push({ moment, call })
    },
    ring(now) {
      const due = earliestFirst().filter(({ moment }) => moment <= now)
      waiting = waiting.filter((alarm) => !due.includes(alarm))
      for (const { call } of due) call()
    },
    next: () => earliestFirst()[0]?.moment,
    clear() {
      waiting = []
    },
  }
}
