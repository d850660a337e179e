import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'

import type { ProgressOutput } from './line-progress.ts'
import { lineProgress } from './line-progress.ts'
import { lineList } from './list-lines.ts'
import { originFinder } from './number-origin.ts'
import { readPrice, readPrices } from './prices.ts'
import type { CompileCountries, RuleOptions } from './read-rules.ts'
import { readRules } from './read-rules.ts'
import { replay } from './replay.ts'
import { buildReport } from './report-json.ts'
import { renderReport } from './report.ts'
import { startTally } from './tally.ts'

/** A quarter of the usual: fewer lines are under way at once, which saves 20 MB. */
const READ_BYTES = 16_384

export type CheckOptions = RuleOptions & { prices?: string; price?: string; json?: boolean; list?: boolean }

/** Where the command runs. */
export type Surroundings = {
  /** What relative paths start from. */
  folder: string
  environment: NodeJS.ProcessEnv
  stdin: Readable
  stdout: Writable
  stderr: ProgressOutput
  compileCountries: CompileCountries
}

/**
 * `check`: prints what would be sent and refused. With `list` the lines go to stdout and the report to stderr.
 * @param file its path, or `-` for what is piped in
 * @returns the exit code: 0, or 2 if lines had to be left out
 * @throws Error with a sentence for a person
 */
export async function checkFile(file: string, options: CheckOptions, around: Surroundings): Promise<number> {
  const prices = readPrices(options.prices && resolve(around.folder, options.prices), flatPrice(options))
  const rules = await readRules(options, around.environment.PHONE_COUNTRIES, around.compileCountries)
  const { chunks, share } = openFile(file, around)
  const { tally, ...counted } = startTally(originFinder(rules.known.table))
  const list = options.list ? lineList(around.stdout) : undefined
  const progress = lineProgress(around.stderr, () => performance.now(), share)
  await replay(chunks, rules, (line) => {
    counted.add(line)
    progress.count()
    return list?.add(line)
  })
  await list?.end()
  progress.end()
  const report = options.json
    ? JSON.stringify(buildReport(tally, rules, prices), null, 2)
    : `\n${renderReport(tally, rules, prices)}`
  const output = options.list ? around.stderr : around.stdout
  output.write(`${report}\n`)
  return tally.bad.count === 0 ? 0 : 2
}

function flatPrice({ price }: CheckOptions): number | undefined {
  if (price === undefined) return undefined
  const amount = readPrice(price)
  if (amount === undefined) throw new Error('--price: not an amount, as in 0.07.')
  return amount
}

function openFile(
  file: string,
  { folder, stdin }: Surroundings,
): { chunks: AsyncIterable<string>; share: () => number | undefined } {
  if (file === '-')
    return { chunks: stdin.setEncoding('utf8') as AsyncIterable<string>, share: () => undefined }
  const path = resolve(folder, file)
  const { size } = statSync(path)
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: READ_BYTES })
  return {
    chunks: stream as AsyncIterable<string>,
    share: () => (size === 0 ? undefined : stream.bytesRead / size),
  }
}
