import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file of `dist/`: whoever reads it meanwhile, as a deploy does, gets all of what it was or all of what it
 * is. One that holds the text already is not written.
 *
 * @param folder for what is not finished, on the same file system
 */
export function writeBuilt(file: string, text: string, folder: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  mkdirSync(dirname(file), { recursive: true })
  const unfinished = join(folder, `.${basename(file)}-${randomUUID()}`)
  try {
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}
