import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Job, Sweep } from './job.ts'

const MARK = 'a sweep of left-over phone accounts'

/** A sweep in a file, with the length in bytes of the list of ids beside it. */
export type SavedSweep = { sweep: Sweep; idsLength: number }

type Saved = Omit<Sweep, 'before'> & { what: typeof MARK; version: 1; before: string; idsLength: number }

/** Where a sweep of this host is saved if nothing else is said, from the project's folder. */
export const savedSweepOf = (host: string): string => `.cache/sweep-${host.replaceAll(/[^\w.-]/g, '-')}.json`

/**
 * Reads what a sweep left when it was interrupted.
 *
 * @returns undefined where there is no such file
 * @throws {Error} with a sentence, when the file is something else
 */
export function readSavedSweep(file: string): SavedSweep | undefined {
  const text = textOf(file)
  if (text === undefined) return undefined
  const saved = parsed(text)
  if (saved?.what !== MARK || saved.version !== 1) {
    throw new Error(`${file} is not what a sweep saved. Remove it, or give --resume-file another name.`)
  }
  const { host, olderThanDays, deletes, before, place, tally, beyondReach, idsLength } = saved
  const sweep = { host, olderThanDays, deletes, before: new Date(before), place, tally, beyondReach }
  return { sweep, idsLength }
}

export const isOfJob = ({ host, olderThanDays, deletes }: Sweep, job: Job): boolean =>
  host === job.host && olderThanDays === job.olderThanDays && deletes === job.deletes

/** Keeps a sweep in a file, and ids in another beside it, so that the memory never holds them all. */
export type Keeper = {
  /** Written with the next `save`. */
  addId(id: string): void
  save(sweep: Sweep): void
  /** All that were added, in this run and before. */
  ids(): string[]
  remove(): void
}

/** @param idsLength bytes of the list of ids that count; what a killed run wrote beyond is cut off */
export function keepSweep(file: string, idsLength: number): Keeper {
  const [list, unfinished] = [`${file}.ids`, `${file}.part`]
  mkdirSync(dirname(file), { recursive: true })
  // Ids of people: for the eyes of whoever runs this alone.
  appendFileSync(list, '', { mode: 0o600 })
  let [length, added] = [Math.min(idsLength, statSync(list).size), '']
  truncateSync(list, length)
  return {
    addId(id) {
      added += `${id}\n`
    },
    save({ before, ...sweep }) {
      appendFileSync(list, added)
      length += Buffer.byteLength(added)
      added = ''
      const saved: Saved = {
        ...{ what: MARK, version: 1, ...sweep },
        ...{ before: before.toISOString(), idsLength: length },
      }
      // Whoever is killed here leaves the old file or the new one, never half of one.
      writeFileSync(unfinished, JSON.stringify(saved), { mode: 0o600 })
      renameSync(unfinished, file)
    },
    ids: () => readFileSync(list, 'utf8').split('\n').slice(0, -1),
    remove() {
      for (const each of [file, list, unfinished]) rmSync(each, { force: true })
    },
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read (${code}).`, { cause: error })
  }
}

function parsed(text: string): Saved | undefined {
  try {
    return JSON.parse(text) as Saved
  } catch {
    return undefined
  }
}
