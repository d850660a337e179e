import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfFiles } from '../../../../scripts/demo/ingredients.ts'
import { pruneSnapshots } from '../../../../scripts/demo/prune-snapshots.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'snapshots-'))

describe('what a snapshot depends on', () => {
  const root = newFolder()
  beforeAll(() => {
    mkdirSync(join(root, 'folder/inner'), { recursive: true })
    mkdirSync(join(root, 'empty'))
    writeFileSync(join(root, 'file.yaml'), 'one')
    writeFileSync(join(root, 'folder/inner/source.ts'), 'one')
    for (const kind of ['forms', 'flows']) {
      mkdirSync(join(root, 'folder', kind))
      writeFileSync(join(root, 'folder', kind, 'body.json'), 'one')
    }
  })

  test.each(['file.yaml', 'folder/inner/source.ts', 'folder/forms/body.json', 'folder/flows/body.json'])(
    'a change of %s changes the hash',
    (changed) => {
      const before = hashOfFiles(root, ['file.yaml', 'folder'])
      writeFileSync(join(root, changed), 'two')
      const after = hashOfFiles(root, ['file.yaml', 'folder'])
      expect(after).not.toBe(before)
      expect(hashOfFiles(root, ['file.yaml', 'folder'])).toBe(after)
    },
  )

  test.each([
    ['that is not there', 'gone', 'ENOENT'],
    ['without a source', 'empty', 'empty holds no source.'],
  ])('an ingredient %s is an error, rather than nothing', (_name, path, message) => {
    expect(() => hashOfFiles(root, ['file.yaml', path])).toThrow(message)
  })
})

test('the four snapshots used last stay with their records, the one in use among them', () => {
  const folder = newFolder()
  const hashOf = (index: number) => `${index}`.repeat(16)
  for (const index of [1, 2, 3, 4, 5, 6]) {
    for (const name of [`${hashOf(index)}.json`, `${hashOf(index)}.import.json`]) {
      writeFileSync(join(folder, name), '{}')
      utimesSync(join(folder, name), 1000 + index, 1000 + index)
    }
  }
  writeFileSync(join(folder, 'lock'), '')
  pruneSnapshots(folder, hashOf(1), new Date(2_000_000))
  expect(readdirSync(folder).sort()).toEqual(
    [1, 4, 5, 6].flatMap((index) => [`${hashOf(index)}.import.json`, `${hashOf(index)}.json`]).concat('lock'),
  )
})
