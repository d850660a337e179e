import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

import type { Environment } from './given-text.ts'

const USUAL = '.env'

/**
 * The process's environment over what a file has, so that CI can say otherwise.
 * @param file to be there if named; else `.env` in the current folder, if there is one
 * @throws {Error} with a sentence if the file cannot be read
 */
export function loadEnvironment(file?: string): Environment {
  if (file === undefined && !existsSync(USUAL)) return process.env
  return { ...readFile(file ?? USUAL), ...process.env }
}

function readFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    throw new Error(`The file ${file} with settings cannot be read (${code}).`, { cause: error })
  }
}
