import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ROOT } from '../support/source.ts'

// In place of npm: what it makes is only as much of a package as the command needs to start.
const NPM = `#!/usr/bin/env bash
echo 'added 784 packages in 2m'
mkdir -p node_modules/tsx
echo '{"name":"tsx","exports":"./nothing.mjs"}' > node_modules/tsx/package.json
echo > node_modules/tsx/nothing.mjs
`

const folder = mkdtempSync(join(tmpdir(), 'clone-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(() => {
  for (const name of ['scripts', 'bin']) mkdirSync(join(folder, name))
  copyFileSync(join(ROOT, 'scripts/setup.mjs'), join(folder, 'scripts/setup.mjs'))
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'scripts/plan.mjs'), `console.log(JSON.stringify({ changes: 0 }))`)
  writeFileSync(join(folder, 'bin/npm'), NPM)
  chmodSync(join(folder, 'bin/npm'), 0o755)
})

const run = () =>
  spawnSync(process.execPath, ['scripts/setup.mjs', 'scripts/plan.mjs'], {
    ...{ cwd: folder, encoding: 'utf8' },
    env: { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
  })

test('on a fresh clone, a command prints its result and nothing of the installation before it', () => {
  expect(run()).toMatchObject({
    ...{ status: 0, stdout: '{"changes":0}\n' },
    stderr: expect.stringContaining('added 784 packages in 2m\n') as string,
  })
  expect(readFileSync(join(folder, 'node_modules/.installed-lock'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
})

test('what is installed is not installed again', () => {
  run()
  expect(run()).toMatchObject({ status: 0, stdout: '{"changes":0}\n', stderr: '' })
})
