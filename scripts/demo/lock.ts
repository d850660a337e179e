import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs the work while holding a lock file, so that of several processes one works and the others wait.
 * A lock left behind by a process that is gone is taken over.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, everyMs = 200): Promise<T> {
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true })
    else await wait(everyMs)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function take(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, String(process.pid))
    closeSync(descriptor)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(file: string): boolean {
  let holder: number
  try {
    holder = Number(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
  // Empty for an instant while its owner writes its process id.
  if (!Number.isInteger(holder) || holder <= 0) return false
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
