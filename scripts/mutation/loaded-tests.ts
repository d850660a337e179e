import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Script } from 'node:vm'

import { jestExpect } from '@jest/expect'
import type { Circus } from '@jest/types'
import * as circus from 'jest-circus'

import { IS_WANTED } from './bundle-tests.ts'

/** One test that is ready to run, again and again. */
export type LoadedTest = { id: string; name: string; file: string; entry: Circus.TestEntry }

/** What became of one test. */
export type RanTest = { test: LoadedTest; failure: string | undefined; milliseconds: number }

/**
 * Loads the tests anew, with all the sources that they test: what those compute while they are loaded is computed
 * again. It is Jest's own circus and `expect` that run them, without its workers and registries of modules: nothing
 * under test keeps anything, so the same test can be run a thousand times in one process.
 *
 * @param folder where the packages of the script are found
 * @param isWanted which files of tests; the others are not even loaded
 */
export function loadTests(
  script: Script,
  folder: string,
  isWanted: (file: string) => boolean = () => true,
): LoadedTest[] {
  const found: { file: string; entry: Circus.TestEntry }[] = []
  let file = ''
  const listen = (event: Circus.Event): void => {
    const entry = event.name === 'add_test' && circus.getState().currentDescribeBlock.tests.at(-1)
    if (entry) found.push({ file, entry })
  }
  const { describe, test, it } = circus
  const begin = (path: string): boolean => isWanted((file = path))
  Object.assign(globalThis, { describe, test, it, expect: jestExpect, [IS_WANTED]: begin })
  circus.resetState()
  circus.addEventHandler(listen)
  try {
    const load = script.runInThisContext() as (require: NodeJS.Require, module: object) => void
    load(createRequire(join(folder, 'package.json')), { exports: {} })
  } finally {
    circus.removeEventHandler(listen)
  }
  return withIds(found)
}

/** Wraps a script in CommonJS, as Node does. */
export function asFunction(script: string): string {
  return `(function (require, module) { var exports = module.exports; ${script}\n})`
}

/** Runs these tests, in their order, and nothing else. */
export async function runTests(tests: readonly LoadedTest[]): Promise<RanTest[]> {
  const entries = tests.map(({ entry }) => entry)
  for (const entry of entries) entry.errors = []
  const state = circus.getState()
  state.rootDescribeBlock = { ...state.rootDescribeBlock, children: entries, tests: entries }
  const { unhandledErrors } = await circus.run()
  if (unhandledErrors.length > 0) throw new Error(unhandledErrors.join('\n'))
  return tests.map((test) => ({
    test,
    failure: test.entry.errors.length > 0 ? sentenceOf(test.entry.errors[0]) : undefined,
    milliseconds: test.entry.duration ?? 0,
  }))
}

function sentenceOf(error: unknown): string {
  const thrown: unknown = Array.isArray(error) ? error[0] : error
  return thrown instanceof Error ? thrown.message : String(thrown)
}

function withIds(found: readonly { file: string; entry: Circus.TestEntry }[]): LoadedTest[] {
  const seen = new Map<string, number>()
  return found.map(({ file, entry }) => {
    const name = fullName(entry)
    const id = `${file}: ${name}`
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return { id: times === 1 ? id : `${id} (${times})`, name, file, entry }
  })
}

function fullName({ name, parent }: Circus.TestEntry): string {
  const names = [name]
  for (let block: Circus.DescribeBlock | undefined = parent; block?.parent; block = block.parent) {
    names.unshift(block.name)
  }
  return names.join(' ')
}
