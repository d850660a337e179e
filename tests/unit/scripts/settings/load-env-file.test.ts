import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { loadEnvironment } from '../../../../scripts/settings/load-env-file.ts'

const before = process.cwd()
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phone-linking-env-'))
  process.chdir(folder)
})

afterEach(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
  delete process.env.LOAD_ENV_FILE_TEST
})

const write = (file: string, text: string) => writeFileSync(join(folder, file), text)

test('without a file the environment stands alone', () => {
  process.env.LOAD_ENV_FILE_TEST = 'environment'
  expect(loadEnvironment()).toMatchObject({ LOAD_ENV_FILE_TEST: 'environment' })
})

test('.env is read where there is one, comments and quotes as usual', () => {
  write('.env', '# a comment\nLOAD_ENV_FILE_TEST=\'{"kid": "#1"}\' # another\n#SIGNING_KEY=none\n')
  expect(loadEnvironment()['LOAD_ENV_FILE_TEST']).toBe('{"kid": "#1"}')
  expect(loadEnvironment()['SIGNING_KEY']).toBeUndefined()
  expect(process.env.LOAD_ENV_FILE_TEST).toBeUndefined()
})

test('a file that is named takes the place of .env', () => {
  write('.env', 'LOAD_ENV_FILE_TEST=usual')
  write('staging.env', 'LOAD_ENV_FILE_TEST=staging')
  expect(loadEnvironment('staging.env')['LOAD_ENV_FILE_TEST']).toBe('staging')
})

test('the environment comes before the file', () => {
  write('.env', 'LOAD_ENV_FILE_TEST=file')
  process.env.LOAD_ENV_FILE_TEST = 'environment'
  expect(loadEnvironment()['LOAD_ENV_FILE_TEST']).toBe('environment')
})

test.each([
  ['staging.env', 'ENOENT'],
  ['.', 'EISDIR'],
])('a file that is named has to be there: %s', (file, code) => {
  expect(() => loadEnvironment(file)).toThrow(`The file ${file} with settings cannot be read (${code}).`)
})
