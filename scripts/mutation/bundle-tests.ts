import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

import { build } from 'esbuild'
import type { Metafile, Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')

/** The tests that mutants have to face: those of the pure layers, which take milliseconds. */
export const TEST_FOLDERS = ['tests/unit/core', 'tests/unit/protocol']

// Half a million numbers, told apart as libphonenumber does: twenty seconds, for one generated table.
const TOO_SLOW = 'number-oracle.test.ts'

/** What the script asks before each file of tests: whether it is wanted. */
export const IS_WANTED = 'isWantedTestFile'

/** All tests as one script. */
export type TestsBundle = {
  /** In CommonJS, with the sources that are tested; packages stay outside. */
  script: string
  /** The files of tests that import a source, by whatever way. */
  testsOf: (source: string) => ReadonlySet<string>
}

/** @param folder a copy of the project */
export async function bundleTests(folder: string): Promise<TestsBundle> {
  const tests = listTests(folder)
  const { outputFiles, metafile } = await build({
    stdin: { contents: tests.map(loadTest).join('\n'), resolveDir: folder },
    ...{ bundle: true, write: false, metafile: true, absWorkingDir: folder, logLevel: 'silent' },
    ...{ format: 'cjs', platform: 'node', target: 'node20', packages: 'external' },
    plugins: [scriptsStayOutside(folder)],
  })
  const reached = new Map(tests.map((test) => [test, reachedFrom(test, metafile)]))
  return {
    script: outputFiles[0]?.text ?? '',
    testsOf: (source) => new Set(tests.filter((test) => reached.get(test)?.has(source))),
  }
}

function reachedFrom(start: string, { inputs }: Metafile): Set<string> {
  const reached = new Set([start])
  // What is added to a set while it is walked is walked as well.
  for (const file of reached) for (const { path } of inputs[file]?.imports ?? []) reached.add(path)
  return reached
}

// What results are compared with is no mutant's, and takes long to load: once is enough.
function scriptsStayOutside(folder: string): Plugin {
  return {
    name: 'scripts-stay-outside',
    setup(build) {
      build.onResolve({ filter: /^\.\..*\/scripts\// }, ({ path, resolveDir }) => ({
        path: join(root, relative(folder, join(resolveDir, path))),
        external: true,
      }))
    },
  }
}

function listTests(folder: string): string[] {
  return TEST_FOLDERS.flatMap((tests) =>
    readdirSync(join(folder, tests))
      .filter((name) => name.endsWith('.test.ts') && name !== TOO_SLOW)
      .sort()
      .map((name) => `${tests}/${name}`),
  )
}

function loadTest(path: string): string {
  return `if (${IS_WANTED}(${JSON.stringify(path)})) require(${JSON.stringify(`./${path}`)})`
}
