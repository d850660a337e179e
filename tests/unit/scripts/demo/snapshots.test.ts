import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOfFiles } from '../../../../scripts/demo/ingredients.ts'
import { pruneSnapshots } from '../../../../scripts/demo/prune-snapshots.ts'

const whole = mkdtempSync(join(tmpdir(), 'snapshots-'))
afterAll(() => rmSync(whole, { recursive: true }))

const newFolder = () => mkdtempSync(join(whole, 'folder-'))

describe('what a snapshot depends on', () => {
  const root = newFolder()
  beforeAll(() => {
    mkdirSync(join(root, 'folder/inner'), { recursive: true })
    mkdirSync(join(root, 'empty'))
    writeFileSync(join(root, 'file.yaml'), 'one')
    writeFileSync(join(root, 'folder/inner/source.ts'), 'one')
  })

  test.each(['file.yaml', 'folder/inner/source.ts'])('a change of %s changes the hash', (changed) => {
    const before = hashOfFiles(root, ['file.yaml', 'folder'])
    writeFileSync(join(root, changed), 'two')
    const after = hashOfFiles(root, ['file.yaml', 'folder'])
    expect(after).not.toBe(before)
    expect(hashOfFiles(root, ['file.yaml', 'folder'])).toBe(after)
  })

  test('what else counts changes the hash', () => {
    const hashes = [undefined, 'one', 'two'].map((more) => hashOfFiles(root, ['file.yaml', 'folder'], more))
    expect(new Set(hashes).size).toBe(3)
  })

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
