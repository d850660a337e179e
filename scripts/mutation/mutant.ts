import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

import type { MutantResult, schema } from '@stryker-mutator/api/core'

const root = join(import.meta.dirname, '../..')

/**
 * `killed`: a test failed, or did not end. `survived`: all passed, or none runs what was changed. `not_loaded`: the
 * tests could not even be loaded; it counts neither way.
 */
export type Fate = 'killed' | 'survived' | 'not_loaded'

/** One change to a source, and what the tests made of it. */
export type Mutant = {
  /** Relative to the root, with forward slashes. */
  file: string
  line: number
  mutator: string
  original: string
  replacement: string
  fate: Fate
  /** The test that failed first: its file and its full name. Those that name a row run before the others. */
  killedBy: string | undefined
  /** The function or constant that it is in. */
  within: string
}

const FATES: Partial<Record<schema.MutantStatus, Fate>> = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
  RuntimeError: 'not_loaded',
}

/** @throws Error for a mutant that Stryker has left without a verdict */
export function readMutants(results: readonly MutantResult[]): Mutant[] {
  const sources = new Map<string, string[]>()
  return results.map(({ fileName, location, mutatorName, replacement, status, killedBy }) => {
    const lines = sources.get(fileName) ?? readFileSync(fileName, 'utf8').split('\n')
    sources.set(fileName, lines)
    const file = relative(root, fileName).split(sep).join('/')
    const { line } = location.start
    const fate = FATES[status]
    if (!fate) throw new Error(`${file}:${line}: Stryker has left a mutant as ${status}.`)
    const original = textBetween(lines, location)
    return {
      ...{
        file,
        line,
        mutator: mutatorName,
        original,
        replacement: oneLine(replacement ?? ''),
        fate,
        killedBy: killedBy?.[0],
      },
      within: nameAbove(lines, line),
    }
  })
}

// Lines and columns begin at 1.
function textBetween(lines: readonly string[], { start, end }: schema.Location): string {
  const text = lines.slice(start.line - 1, end.line)
  const last = text.length - 1
  text[last] = (text[last] ?? '').slice(0, end.column - 1)
  text[0] = (text[0] ?? '').slice(start.column - 1)
  return oneLine(text.join('\n'))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function nameAbove(lines: readonly string[], line: number): string {
  const above = lines.slice(0, line).findLast((text) => DECLARED.test(text))
  return (above && DECLARED.exec(above)?.[1]) ?? ''
}

const DECLARED = /^(?:export )?(?:function|const) (\w+)/
