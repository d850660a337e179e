import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fileOf } from '../../scripts/attacks/attack-table.ts'
import { ATTACKS } from './attack-rows.ts'
import { patchedSources } from './support/weakening.ts'

const ROWS = Array.from({ length: 30 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)

test('there is one attack for each row from T01 to T30, in their order', () => {
  expect(ATTACKS.map(({ row }) => row)).toEqual(ROWS)
})

test('each is in a file of its own, named by its row', () => {
  expect(
    ATTACKS.map(fileOf)
      .map((file) => file.slice('tests/attacks/rows/'.length))
      .sort(),
  ).toEqual(readdirSync(join(__dirname, 'rows')).sort())
})

test.each(ATTACKS.map((attack) => [attack.row, attack] as const))(
  '%s says in one line each what it is, where it comes from and how it ends',
  (_row, { name, verdict, from, weakened }) => {
    for (const text of [name, verdict, from.what, ...weakened.map(({ breaks }) => breaks)])
      expect(text).toMatch(/^\S[^\n|]{10,119}$/)
    expect(from.url).toMatch(/^https:\/\/\S+$/)
    expect(new Set(weakened.map(({ breaks }) => breaks)).size).toBe(weakened.length)
  },
)

test.each(ATTACKS.map((attack) => [attack.row, attack] as const))(
  'what is taken out of the weakened builds of %s stands in the source, exactly once',
  (row, { weakened }) => {
    for (const { patches } of weakened)
      expect(patchedSources(row, patches).size).toBe(new Set(patches.map(({ file }) => file)).size)
  },
)

test('a text that does not stand exactly once is an error that names the row and the file', () => {
  const file = 'lib/core/proof.ts'
  const patch = (from: string) => [{ file, from, to: '' }]
  expect(() => patchedSources('T99', patch('no such text'))).toThrow(
    `T99: the text stands 0 times in ${file}`,
  )
  expect(() => patchedSources('T99', patch('return'))).toThrow(/^T99: the text stands \d times in lib/)
})
