import type { ProgressOutput } from '../policy/line-progress.ts'
import { inGroups } from '../policy/table.ts'
import type { Sweep } from './job.ts'

/** Milliseconds between two signs of life: on a terminal, and where each stays as a line. */
const EVERY_MS = { line: 200, log: 10_000 }

const CLEAR_LINE = '\r\u001B[2K'

/** Tells a person how far a sweep has come. */
export type SweepProgress = {
  show(sweep: Sweep): void
  /** Takes the line away, so that something else can be written. */
  hide(): void
  say(text: string): void
}

/** @param clock milliseconds */
export function sweepProgress(output: ProgressOutput, clock: () => number): SweepProgress {
  const isLine = output.isTTY === true
  let shownAt = clock()
  const hide = () => void (isLine && output.write(CLEAR_LINE))
  return {
    hide,
    show(sweep) {
      if (clock() - shownAt < (isLine ? EVERY_MS.line : EVERY_MS.log)) return
      shownAt = clock()
      output.write(isLine ? `${CLEAR_LINE}${state(sweep)}` : `${state(sweep)}\n`)
    },
    say(text) {
      hide()
      output.write(`${text}\n`)
    },
  }
}

function state({ deletes, place, tally: { seen, leftOver, deleted } }: Sweep): string {
  const found = deletes ? `${inGroups(deleted)} deleted` : `${inGroups(leftOver)} left over`
  return `… ${inGroups(seen)} looked at, made up to ${place.madeAt?.slice(0, 10) ?? 'now'}; ${found}`
}
