import { inGroups } from './table.ts'

/** Where progress is written to: on a terminal a line that changes, elsewhere nothing until the end. */
export type ProgressOutput = { isTTY?: boolean; write(text: string): unknown }

const EVERY_LINES = 1000
const EVERY_MS = 500
const CLEAR_LINE = '\r\u001B[2K'

/**
 * Tells a person how far a long file has been read.
 * @param clock milliseconds
 * @param share how much of the file has been read, from 0 to 1; undefined if that is not known
 */
export function lineProgress(
  output: ProgressOutput,
  clock: () => number,
  share: () => number | undefined,
): { count(): void; end(): void } {
  const started = clock()
  let [lines, shownAt] = [0, started]
  const seconds = () => (clock() - started) / 1000

  function show(): void {
    shownAt = clock()
    const part = share()
    const read = part === undefined ? '' : `, ${Math.floor(part * 100)}% of the file`
    output.write(`${CLEAR_LINE}… ${inGroups(lines)} lines${read}, ${seconds().toFixed(0)} s`)
  }

  return {
    count() {
      lines += 1
      if (output.isTTY && lines % EVERY_LINES === 0 && clock() - shownAt >= EVERY_MS) show()
    },
    end() {
      output.write(
        `${output.isTTY ? CLEAR_LINE : ''}✓ ${inGroups(lines)} lines in ${seconds().toFixed(1)} s\n`,
      )
    },
  }
}
