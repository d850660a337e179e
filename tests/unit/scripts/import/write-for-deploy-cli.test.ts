import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeForDeployCli } from '../../../../scripts/import/write-for-deploy-cli.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'folder-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('T28 code and bodies go beside the file as they are, keyword text included, also two of the same name', async () => {
  const codes = new Map([['notice', '"##TENANT_DOMAIN##"']])
  const bodies = new Map([
    ['./forms/notice.json', { in: 'forms ##TENANT_DOMAIN##' }],
    ['./flows/notice.json', { in: 'flows ##TENANT_DOMAIN##' }],
  ])
  const file = await writeForDeployCli(
    {
      actions: [{ name: 'notice', code: './notice.js', runtime: 'node22' }],
      forms: [{ name: 'Notice', body: './forms/notice.json' }],
      flows: [{ name: 'Notify', body: './flows/notice.json' }],
      prompts: { identifier_first: true },
    },
    { codes, bodies },
    folder,
  )
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { code?: string; body?: string }[]>
  expect(written).toMatchObject({
    actions: [{ name: 'notice', runtime: 'node22' }],
    forms: [{ name: 'Notice' }],
    flows: [{ name: 'Notify' }],
    prompts: { identifier_first: true },
  })
  const contentOf = (path = '') => readFileSync(join(folder, path), 'utf8')
  expect(contentOf(written['actions']?.[0]?.code)).toBe('"##TENANT_DOMAIN##"')
  expect(contentOf(written['forms']?.[0]?.body)).toBe('{"in":"forms ##TENANT_DOMAIN##"}')
  expect(contentOf(written['flows']?.[0]?.body)).toBe('{"in":"flows ##TENANT_DOMAIN##"}')
})

const NOTHING_BUILT = { codes: new Map(), bodies: new Map() }

test('a file that names neither is written as it is', async () => {
  const file = await writeForDeployCli({ prompts: {} }, NOTHING_BUILT, folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ prompts: {} })
})

test.each([
  ['code', { actions: [{ name: 'notice', code: './notice.js' }] }, 'notice was not built.'],
  ['a body', { forms: [{ name: 'Notice', body: './notice.json' }] }, './notice.json was not built.'],
])('a file that names %s which was not built is refused', async (_what, file, message) => {
  await expect(writeForDeployCli(file, NOTHING_BUILT, folder)).rejects.toThrow(message)
})
