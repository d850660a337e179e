import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds after which a lock without a holder's name is one whose maker died before it could write it. */
const NAMELESS_FOR_MS = 5_000

/**
 * Runs the work while holding a lock file, so that of several processes one works and the others wait.
 * A lock left behind by a process that is gone is taken over.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, everyMs = 200): Promise<T> {
  // Beside the process id a name of its own: several callers of one process must be told apart as well.
  const mine = `${process.pid} ${randomUUID()}`
  while (!take(file, mine)) {
    const seen = readLock(file)
    if (seen !== undefined && isAbandoned(seen)) removeAbandoned(file, seen)
    else await wait(everyMs)
  }
  const release = () => {
    if (readLock(file)?.text === mine) rmSync(file, { force: true })
  }
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** A lock file as it was found. */
export type SeenLock = { text: string; writtenAt: number }

/** The lock that is there now; `undefined` if there is none. */
export function readLock(file: string): SeenLock | undefined {
  return orNothing('ENOENT', () => ({ text: readFileSync(file, 'utf8'), writtenAt: statSync(file).mtimeMs }))
}

/**
 * Removes the lock that was found abandoned, and no other: somebody else may have taken over in between. Whoever
 * moves it away first is the only one to have it, and looks at what was moved.
 */
export function removeAbandoned(file: string, seen: SeenLock): void {
  const aside = `${file}.${randomUUID()}`
  const moved = orNothing('ENOENT', () => {
    renameSync(file, aside)
    return readLock(aside)
  })
  if (moved === undefined) return
  // Put back as a link, which never replaces a lock made meanwhile.
  if (moved.text !== seen.text) orNothing('EEXIST', () => linkSync(aside, file))
  rmSync(aside, { force: true })
}

function take(file: string, mine: string): boolean {
  const taken = orNothing('EEXIST', () => {
    writeFileSync(file, mine, { flag: 'wx' })
    return true
  })
  return taken ?? false
}

function isAbandoned({ text, writtenAt }: SeenLock): boolean {
  const holder = Number.parseInt(text, 10)
  // Empty for an instant while its owner writes its name.
  if (Number.isNaN(holder) || holder <= 0) return Date.now() - writtenAt > NAMELESS_FOR_MS
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function orNothing<T>(code: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return undefined
    throw error
  }
}
