import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIDELITY_FILES } from './fidelity-tables.ts'
import { renderFidelity } from './render-fidelity.ts'

const root = join(import.meta.dirname, '..', '..')

/** READMEs of the local tenant whose tables are not what the rows say. */
export async function readmeProblems(): Promise<string[]> {
  const files = Object.keys(FIDELITY_FILES) as (keyof typeof FIDELITY_FILES)[]
  const judged = files.map(async (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return (await renderFidelity(text, file)) === text ? [] : [`${file} is not current: run \`npm run docs\``]
  })
  return (await Promise.all(judged)).flat()
}
