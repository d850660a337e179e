import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { bundleActions } from '../../scripts/build.ts'
import { OWN_NAMES } from '../../scripts/own-names.ts'

const root = join(__dirname, '../..')
const adapters = join(root, 'lib/adapters')
const names: readonly string[] = OWN_NAMES

/** Names that these declare are the platform's, so they have to stay as they are. */
const declarations = readdirSync(adapters)
  .filter((file) =>
    /^(post-login-(slice|api)|phone-provider-(event|api)|pre-user-registration|sealed-cache)\.ts$/.test(file),
  )
  .map((file) => readFileSync(join(adapters, file), 'utf8'))
  .flatMap((source) => source.match(/^export type \w+(Event|Api|Cache|Identity) = \{[\s\S]*?^\}/gm) ?? [])
  .join('\n')

const BUILT_IN = [
  ...[Object, Function, Array, String, Number, Date, RegExp, Map, Set, Promise, Error, URL, URLSearchParams],
  ...[
    Response,
    Request,
    Headers,
    AbortSignal,
    Uint8Array,
    Buffer,
    JSON,
    Math,
    Intl,
    crypto.subtle,
    performance,
  ],
].flatMap((thing) => {
  const prototype: unknown = typeof thing === 'function' ? thing.prototype : undefined
  return [...namesOf(thing), ...namesOf(prototype)]
})

function namesOf(thing: unknown): string[] {
  if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null) return []
  return [...Object.getOwnPropertyNames(thing), ...namesOf(Object.getPrototypeOf(thing))]
}

test('the declarations of what the platform hands over are found', () => {
  expect(declarations).toMatch(/setPrimaryUser\(/)
  expect(declarations).toMatch(/app_metadata\?:/)
})

test.each(names)('%s is no name of the platform’s, nor one that JavaScript has', (name) => {
  expect(declarations).not.toMatch(new RegExp(`\\b${name}\\??[:(]`))
  expect(BUILT_IN).not.toContain(name)
})

test('every one is there once, and used', () => {
  expect(new Set(names).size).toBe(names.length)
  expect([...names].sort()).toEqual(names)
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'lib', file), 'utf8'))
    .join('\n')
  for (const name of names) expect(sources).toMatch(new RegExp(`\\b${name}\\b`))
})

test('no bundle carries them as they are, nor as keys of what it writes', async () => {
  const bundles = await bundleActions()
  expect(bundles.length).toBeGreaterThan(5)
  for (const { code } of bundles) {
    for (const name of names) expect(code).not.toMatch(new RegExp(`[.{,]${name}\\b`))
  }
})
