import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { withLock } from '../../demo/lock.ts'
import type { TokenStore, Tokens } from './tokens.ts'

/**
 * Keeps the tokens in a file that only its owner may read (mode 0600), so that the next start of the app, or the next
 * command of a terminal program, finds the person signed in. An app with a window keeps them in the system's own
 * keychain instead; an app that may ask for a login at each start keeps them in memory.
 */
export function tokenFile(file: string): TokenStore {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return {
    load: () => read(file),
    save(tokens) {
      // Written beside and renamed: a refresh token that was half written is a person who is signed out.
      const beside = `${file}.${process.pid}`
      writeFileSync(beside, JSON.stringify(tokens), { mode: 0o600 })
      renameSync(beside, file)
    },
    clear: () => rmSync(file, { force: true }),
    exclusively: (work) => withLock(`${file}.lock`, work),
  }
}

function read(file: string): Tokens | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tokens
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read. Delete it and sign in again.`, { cause: error })
  }
}
