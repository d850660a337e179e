import { pipeline } from 'node:stream/promises'

import { parse } from 'csv-parse'

import { attemptsMemory } from './attempts-memory.ts'
import { codesMemory } from './codes-memory.ts'
import { judgeAttempt } from './judge-attempt.ts'
import type { AttemptVerdict, CodeAttempt, Memory, Rules } from './judge-attempt.ts'
import { quickFingerprints } from './quick-fingerprints.ts'
import { readAttempt, readHeader } from './read-attempt.ts'
import type { Header } from './read-attempt.ts'
import { BROKEN_LINE, wholeLines } from './whole-lines.ts'

/** What became of one line of the file. The line with the column names is line 1. */
export type ReplayedLine =
  | { kind: 'judged'; line: number; attempt: CodeAttempt; verdict: AttemptVerdict }
  /** The problem is a sentence without the line's contents. */
  | { kind: 'bad'; line: number; problem: string }

/** What a tenant remembers before its first attempt. */
export function emptyMemory(): Memory {
  return { attempts: attemptsMemory(), codes: codesMemory(), fingerprints: quickFingerprints() }
}

/**
 * Judges a file of attempts line by line, as the tenant would have in that order.
 * @param chunks the file's text, in pieces of any size
 * @param take told of every line but the first one and empty ones; what it returns is waited for
 * @throws Error with a sentence for a person if the columns are not named
 */
export async function replay(
  chunks: AsyncIterable<string>,
  rules: Rules,
  take: (line: ReplayedLine) => Promise<void> | undefined,
): Promise<void> {
  const memory = emptyMemory()
  const csv = parse({ relax_column_count: true, record_delimiter: '\n' })
  await pipeline(chunks, wholeLines, csv, async (records: AsyncIterable<string[]>) => {
    let line = 0
    let header: Header | undefined
    let latest = { line: 1, at: new Date(-8.64e15) }
    for await (const fields of records) {
      line += 1
      if (fields.length === 1 && fields[0] === '') continue
      if (header === undefined) {
        header = readHeader(fields)
        continue
      }
      const attempt = readLine(fields, header, latest)
      if (typeof attempt === 'string') {
        await take({ kind: 'bad', line, problem: attempt })
        continue
      }
      latest = { line, at: attempt.at }
      const taken = take({ kind: 'judged', line, attempt, verdict: judgeAttempt(attempt, rules, memory) })
      if (taken) await taken
    }
    if (header === undefined) readHeader([])
  })
}

/** @returns what is wrong with the line, if it cannot be judged */
function readLine(
  fields: readonly string[],
  header: Header,
  latest: { line: number; at: Date },
): CodeAttempt | string {
  if (fields[0] === BROKEN_LINE) return 'the quotes do not match, or the line is endless'
  const attempt = readAttempt(fields, header)
  // Those after it have been judged without it, and it cannot be judged without them: both would be wrong.
  if (typeof attempt !== 'string' && attempt.at < latest.at) return `earlier than line ${latest.line}`
  return attempt
}
