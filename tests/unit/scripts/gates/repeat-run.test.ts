import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { printRuns, repeatRun } from '../../../../scripts/gates/repeat-run.ts'

let folder: string
let shown: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repeat-run-'))
  shown = []
  jest.spyOn(console, 'log').mockImplementation((text: string) => void shown.push(text))
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => shown.push(String(chunk)) > 0)
})

afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

/** A program that ends differently each time it is run: what its nth run does is the nth of these. */
function program(...runs: readonly string[]): string[] {
  const path = join(folder, 'program.cjs')
  const counter = JSON.stringify(join(folder, 'counter'))
  writeFileSync(
    path,
    `const fs = require('node:fs')
     const run = fs.existsSync(${counter}) ? fs.readFileSync(${counter}, 'utf8').length : 0
     fs.appendFileSync(${counter}, '.')
     ;[${runs.map((text) => `() => { ${text} }`).join(', ')}][run]()`,
  )
  return [path]
}

const closing = (passed: number, failed: number): string =>
  `console.log('a truth\\n\\n${passed} passed, ${failed} failed'); process.exitCode = ${failed > 0 ? 1 : 0}`

describe('a run that is repeated', () => {
  test('is a process each time, and goes on when one of them fails', async () => {
    const runs = await repeatRun(program(closing(5, 0), closing(4, 1), closing(5, 0)), 3)
    expect(runs).toMatchObject([
      { passed: 5, failed: 0 },
      { passed: 4, failed: 1 },
      { passed: 5, failed: 0 },
    ])
  })

  test('shows what it prints as it comes', async () => {
    await repeatRun(program(closing(5, 0), closing(6, 0)), 2)
    const order = ['Run 1 of 2', '5 passed', 'Run 2 of 2', '6 passed'].map((text) =>
      shown.join('').indexOf(text),
    )
    expect(order).toEqual([...order].sort((one, other) => one - other))
    expect(order).not.toContain(-1)
  })

  test.each([
    ['breaks down', 'throw new Error("broken")', { passed: 0, failed: 1 }],
    ['says nothing', '', { passed: 0, failed: 1 }],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', { passed: 0, failed: 1 }],
    [
      'counts no failure and ends with an error',
      `${closing(7, 0)}; process.exitCode = 1`,
      { passed: 7, failed: 1 },
    ],
    [
      'says in passing what a closing line says',
      'console.log("9 passed, 0 failed\\nmore"); process.exitCode = 1',
      { passed: 0, failed: 1 },
    ],
  ])('has failed when it %s', async (_name, run, expected) => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect(await repeatRun(program(run), 1)).toMatchObject([expected])
  })

  test('is a line in the table, with its seconds', () => {
    const lines = printRuns([
      { passed: 8603, failed: 0, seconds: 614.4 },
      { passed: 8602, failed: 1, seconds: 578.6 },
    ]).split('\n')
    const cells = lines.map((line) => line.split(/[│\s]+/u).filter(Boolean))
    expect(cells).toContainEqual(['run', 'passed', 'failed', 'seconds'])
    expect(cells).toContainEqual(['1', '8603', '0', '614'])
    expect(cells).toContainEqual(['2', '8602', '1', '579'])
  })
})
