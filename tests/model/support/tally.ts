/** How often each command, outcome and check came about. */
export type Tally = {
  sequences: number
  commands: Record<string, number>
  /** What apps were told. */
  outcomes: Record<string, number>
  /** Those among them that the model had predicted. */
  predicted: Record<string, number>
  invariants: Record<string, number>
}

export function newTally(): Tally {
  return { sequences: 0, commands: {}, outcomes: {}, predicted: {}, invariants: {} }
}

export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

export function addUp(tallies: readonly Tally[]): Tally {
  const total = newTally()
  for (const tally of tallies) {
    total.sequences += tally.sequences
    for (const kind of ['commands', 'outcomes', 'predicted', 'invariants'] as const) {
      for (const [name, times] of Object.entries(tally[kind])) {
        total[kind][name] = (total[kind][name] ?? 0) + times
      }
    }
  }
  return total
}
