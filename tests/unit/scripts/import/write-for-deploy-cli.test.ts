import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeForDeployCli } from '../../../../scripts/import/write-for-deploy-cli.ts'

test('T28 code and bodies go beside the file as they are, keyword text included, also two of the same name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'))
  const texts = new Map([
    ['./notice.js', '"##TENANT_DOMAIN##"'],
    ['./forms/notice.json', '{"in":"forms ##TENANT_DOMAIN##"}'],
    ['./flows/notice.json', '{"in":"flows ##TENANT_DOMAIN##"}'],
  ])
  const file = await writeForDeployCli(
    {
      actions: [{ name: 'notice', code: './notice.js', runtime: 'node22' }],
      forms: [{ name: 'Notice', body: './forms/notice.json' }],
      flows: [{ name: 'Notify', body: './flows/notice.json' }],
      prompts: { identifier_first: true },
    },
    texts,
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

test('a file that names neither is written as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'))
  const file = await writeForDeployCli({ prompts: {} }, new Map(), folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ prompts: {} })
})

test('a file that names one which was not read is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'))
  const actions = [{ name: 'notice', code: './notice.js' }]
  await expect(writeForDeployCli({ actions }, new Map(), folder)).rejects.toThrow('./notice.js was not read.')
})
