import type { KeptReason, Verdict } from './judge-left-over.ts'

/** What came of one account. `gone`: search still showed it, but it was no longer there. */
export type Finding = Verdict | { is: 'deleted' } | { is: 'gone' }

/** Numbers of accounts. */
export type Tally = {
  seen: number
  /** Deleted ones included. */
  leftOver: number
  deleted: number
  unmarked: number
  gone: number
  kept: Partial<Record<KeptReason, number>>
}

export const NOTHING: Tally = { seen: 0, leftOver: 0, deleted: 0, unmarked: 0, gone: 0, kept: {} }

export function count(tally: Tally, finding: Finding): Tally {
  const seen = tally.seen + 1
  switch (finding.is) {
    case 'left_over':
      return { ...tally, seen, leftOver: tally.leftOver + 1 }
    case 'deleted':
      return { ...tally, seen, leftOver: tally.leftOver + 1, deleted: tally.deleted + 1 }
    case 'unmarked':
      return { ...tally, seen, unmarked: tally.unmarked + 1 }
    case 'gone':
      return { ...tally, seen, gone: tally.gone + 1 }
    case 'kept': {
      const { kept } = tally
      return { ...tally, seen, kept: { ...kept, [finding.reason]: (kept[finding.reason] ?? 0) + 1 } }
    }
  }
}
