import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSnapshot, saveSnapshot } from '../../../scripts/local-tenant/snapshot.ts'
import type { TenantState } from '../../../scripts/local-tenant/state.ts'

const config = (port: number, ...customDomains: string[]) => ({
  domain: `localhost:${port}`,
  customDomains: customDomains.map((host) => `${host}:${port}`),
  name: 'local-tenant',
})
// The texts of a state are all that matters here.
const stateOf = (texts: unknown) => ({ version: 1, texts }) as unknown as TenantState
const textsOf = (state: TenantState) => (state as unknown as { texts: unknown }).texts

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshot-'))
  file = join(folder, 'tenant.json')
})
afterEach(() => rm(folder, { recursive: true }))

async function moved(texts: unknown, from = config(3443, '127.0.0.1'), to = config(4000, '127.0.0.1')) {
  await saveSnapshot(file, { config: from, state: stateOf(texts) })
  return textsOf(await loadSnapshot(file, to))
}

test('a tenant that stays where it was is loaded as it was saved', async () => {
  const texts = { a: ['https://localhost:3443/', 1, null, true], b: { c: 'localhost' } }
  await expect(moved(texts, config(3443), config(3443))).resolves.toEqual(texts)
})

test.each([
  ['an audience', 'https://localhost:3443/api/v2/', 'https://localhost:4000/api/v2/'],
  ['a bare host', 'localhost:3443', 'localhost:4000'],
  ['a custom domain', 'https://127.0.0.1:3443/continue', 'https://127.0.0.1:4000/continue'],
  [
    'the last line of a text message',
    'Code\n@localhost:3443 #{{ code }}',
    'Code\n@localhost:4000 #{{ code }}',
  ],
  ['a host after a line break', 'a\nlocalhost:3443', 'a\nlocalhost:4000'],
  ['several at once', 'localhost:3443,127.0.0.1:3443', 'localhost:4000,127.0.0.1:4000'],
])('%s moves to the new port', async (_, before, after) => {
  await expect(moved({ deep: [before] })).resolves.toEqual({ deep: [after] })
})

test.each([
  'http://localhost:3000/callback',
  'localhost:34430',
  'my-localhost:3443',
  'a.localhost:3443',
  'localhost',
])('the foreign host in %s stays', async (text) => {
  await expect(moved(text)).resolves.toBe(text)
})

test('a custom domain that the new tenant lacks stays as it was', async () => {
  await expect(moved('https://127.0.0.1:3443/', undefined, config(4000))).resolves.toBe(
    'https://127.0.0.1:3443/',
  )
})

test('a snapshot is written whole, for its owner only, over whatever was there', async () => {
  await writeFile(file, 'old', { mode: 0o644 })
  await saveSnapshot(file, { config: config(3443), state: stateOf('new') })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['tenant.json'])
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    version: 1,
    hosts: ['localhost:3443'],
    state: { version: 1, texts: 'new' },
  })
})

test('a snapshot that cannot be written leaves nothing behind', async () => {
  await expect(
    saveSnapshot(join(folder, 'missing', 'tenant.json'), { config: config(3443), state: stateOf('x') }),
  ).rejects.toThrow('ENOENT')
  expect(await readdir(folder)).toEqual([])
})

test.each([
  [
    'of another version',
    { version: 2, hosts: [], state: { version: 1 } },
    'it is not a snapshot of version 1.',
  ],
  [
    'whose state is of another version',
    { version: 1, hosts: [], state: { version: 2 } },
    'it is not a snapshot of version 1.',
  ],
  ['without a state', { version: 1, hosts: [] }, 'it is no snapshot of a tenant.'],
  ['without hosts', { version: 1, state: { version: 1 } }, 'it is no snapshot of a tenant.'],
  ['that is null', null, 'it is no snapshot of a tenant.'],
])('a file %s is refused with a sentence', async (_, content, reason) => {
  await writeFile(file, JSON.stringify(content))
  await expect(loadSnapshot(file, config(4000))).rejects.toThrow(
    new Error(`Remove ${file} and import again: ${reason}`),
  )
})

test('a file that is no JSON is refused with a sentence', async () => {
  await writeFile(file, '{"version":1,')
  await expect(loadSnapshot(file, config(4000))).rejects.toThrow('it is no snapshot of a tenant.')
})
