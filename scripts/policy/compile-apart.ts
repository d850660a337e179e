import { execFile } from 'node:child_process'
import { join } from 'node:path'

import type { CompileCountries, KnownCountries } from './read-rules.ts'

const PROGRAM = join(import.meta.dirname, 'compile-apart.main.ts')

/**
 * As `compileCountries`, in a process of its own: what compiling takes, 60 MB, is given back before the file is read.
 * @throws Error with the same sentence
 */
export const compileApart: CompileCountries = (named, built) =>
  new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', PROGRAM, JSON.stringify([named ?? null, built ?? null])]
    execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message))
      else resolve(JSON.parse(stdout) as KnownCountries)
    })
  })
