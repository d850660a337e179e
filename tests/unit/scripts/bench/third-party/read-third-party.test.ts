import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { installDependencies } from '../../../../../scripts/bench/third-party/install-dependencies.ts'
import { parseDependency } from '../../../../../scripts/bench/third-party/parse-dependency.ts'
import type { ThirdPartyOptions } from '../../../../../scripts/bench/third-party/read-third-party.ts'
import { readThirdParty } from '../../../../../scripts/bench/third-party/read-third-party.ts'
import { fillSecrets } from '../../../../../scripts/bench/third-party/third-party.ts'

const CODE = "exports.onExecutePostLogin = async () => { require('auth0') }"
const root = join(__dirname, '../../../../..')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'third-party-'))
  write('link.js', CODE)
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = (options: ThirdPartyOptions) => readThirdParty(options, { folder, root })
const ACTION = { action: 'link.js', trigger: 'post-login' }

test('an Action is its file, its secrets and its dependencies, which the project has already', () => {
  write('secrets.json', '{ "DOMAIN": "{{domain}}", "KEY": "k" }')
  const { version } = jest.requireActual<{ version: string }>('auth0/package.json')
  expect(read({ ...ACTION, secrets: 'secrets.json', dependency: [`auth0@${version}`] })).toEqual({
    ...{ name: 'link', code: CODE, packagesRoot: root },
    secrets: [
      { name: 'DOMAIN', value: '{{domain}}' },
      { name: 'KEY', value: 'k' },
    ],
    dependencies: [{ name: 'auth0', version }],
  })
})

test('secrets may be lines as in .env', () => {
  write('secrets.env', '# a comment\nDOMAIN={{domain}}\nKEY="k 1"\n')
  expect(read({ ...ACTION, secrets: 'secrets.env' })?.secrets).toEqual([
    { name: 'DOMAIN', value: '{{domain}}' },
    { name: 'KEY', value: 'k 1' },
  ])
})

test('placeholders are what the tenant has, wherever they stand in a value', () => {
  const facts = { domain: 'localhost:3443', client_id: 'c', client_secret: 's' }
  const secrets = [{ name: 'AUDIENCE', value: 'https://{{domain}}/api/v2/ {{client_id}} {{client_secret}}' }]
  expect(fillSecrets(secrets, facts)).toEqual([
    { name: 'AUDIENCE', value: 'https://localhost:3443/api/v2/ c s' },
  ])
})

test('no Action is none', () => {
  expect(read({})).toBeUndefined()
})

test.each<[string, ThirdPartyOptions, string]>([
  [
    'options without an Action',
    { secrets: 'x.json' },
    'There is no --action that --trigger, --secrets or --dependency could belong to.',
  ],
  [
    'no trigger',
    { action: 'link.js' },
    'Say --trigger post-login: Actions of that trigger are what can be measured.',
  ],
  ['another trigger', { action: 'link.js', trigger: 'm2m' }, 'Say --trigger post-login:'],
  ['a file that is not there', { ...ACTION, action: 'none.js' }, 'none.js cannot be read (ENOENT).'],
  [
    'an ES module',
    { ...ACTION, action: 'module.js' },
    'module.js is no CommonJS script, which is what Auth0 takes:',
  ],
  [
    'an Action of another trigger',
    { ...ACTION, action: 'gate.js' },
    'gate.js exports no onExecutePostLogin, which is what post-login runs.',
  ],
  [
    'broken JSON',
    { ...ACTION, secrets: 'broken.json' },
    'The file broken.json begins like JSON, but is none.',
  ],
  [
    'a secret that is no text',
    { ...ACTION, secrets: 'number.json' },
    'The secret PORT in number.json is no text, or an empty one. Auth0 takes neither.',
  ],
  [
    'an unknown placeholder',
    { ...ACTION, secrets: 'strange.json' },
    'The secret HOST in strange.json has a placeholder that is not known. There are {{domain}}, {{client_id}}, {{client_secret}}.',
  ],
  [
    'no secrets',
    { ...ACTION, secrets: 'empty.json' },
    'The file empty.json holds no secrets. Leave out --secrets.',
  ],
  [
    'a dependency without a version',
    { ...ACTION, dependency: ['auth0'] },
    'The dependency "auth0" is not name@version, as in auth0@4.27.0.',
  ],
])('%s is told in a sentence', (_, options, sentence) => {
  write('module.js', 'export const onExecutePostLogin = async () => {}')
  write('gate.js', 'exports.onExecutePreUserRegistration = async () => {}')
  write('broken.json', '{ "KEY": sesame }')
  write('number.json', '{ "PORT": 3443 }')
  write('strange.json', '{ "HOST": "{{host}}" }')
  write('empty.json', '{}')
  expect(() => read(options)).toThrow(sentence)
})

test('what is wrong with secrets is told without them', () => {
  write('broken.json', '{ "KEY": sesame }')
  expect(() => read({ ...ACTION, secrets: 'broken.json' })).not.toThrow(/sesame/)
})

test.each([
  ['auth0@4.27.0', { name: 'auth0', version: '4.27.0' }],
  ['@auth0/auth0-auth-js@1.0.0', { name: '@auth0/auth0-auth-js', version: '1.0.0' }],
  ['local@file:/a@b', { name: 'local', version: 'file:/a@b' }],
])('%s is a dependency', (text, expected) => {
  expect(parseDependency(text)).toEqual(expected)
})

test.each(['@auth0/x', '--save@1', 'a b@1', 'auth0@', '../x@1', ''])('"%s" is none', (text) => {
  expect(() => parseDependency(text)).toThrow('is not name@version')
})

test('what the project lacks is installed once, below its .cache', () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  writeFileSync(join(own, 'package.json'), '{ "name": "own-thing", "version": "1.0.0" }')
  const wanted = [{ name: 'own-thing', version: `file:${own}` }]
  const packages = installDependencies(wanted, folder)
  expect(packages.startsWith(join(folder, '.cache', 'bench-packages'))).toBe(true)
  expect(readdirSync(join(packages, 'node_modules'))).toContain('own-thing')
  // Not asked for again.
  rmSync(own, { recursive: true })
  expect(installDependencies(wanted, folder)).toBe(packages)
})

test('what npm cannot install is told, and nothing is left that looks installed', () => {
  const wanted = [{ name: 'own-thing', version: `file:${join(folder, 'nowhere')}` }]
  expect(() => installDependencies(wanted, folder)).toThrow(/^npm cannot install own-thing@file:.*: /)
  expect(readdirSync(join(folder, '.cache', 'bench-packages'))).toEqual([])
})
