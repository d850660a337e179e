import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { ATTACKS } from '../../tests/attacks/attack-rows.ts'
import type { Attack, Weakened } from '../../tests/attacks/support/attack.ts'

const FOLDER = 'tests/attacks/rows'
const root = join(import.meta.dirname, '../..')

/** The table of attacks in docs/attacks.md, its head first. */
export function attackTable(): string[][] {
  return [
    ['Row', 'What is tried', 'Where that comes from', 'How it ends', 'File'],
    ...ATTACKS.map((attack) => {
      const { row, name, from, verdict } = attack
      const file = fileOf(attack)
      const link = `[${file.slice(FOLDER.length + 1)}](../${file})`
      return [row, name, `[${from.what.replace(/\.$/, '')}](${from.url})`, verdict, link]
    }),
  ]
}

/** The table of weakened builds in docs/attacks.md, its head first. */
export function weakenedTable(): string[][] {
  return [
    ['Row', 'Weakened in', 'What is wrong with that build'],
    ...ATTACKS.flatMap(({ row, weakened }) =>
      weakened.map((build) => [
        row,
        filesOf(build)
          .map((file) => `\`${file}\``)
          .join(', '),
        build.breaks,
      ]),
    ),
  ]
}

/** The files that a build has a defence taken out of, from the root. */
export function filesOf({ patches }: Weakened): string[] {
  return [...new Set(patches.map(({ file }) => file))]
}

/** The file of an attack, from the root. */
export function fileOf({ row }: Attack): string {
  const name = readdirSync(join(root, FOLDER)).find((file) => file.startsWith(`${row.toLowerCase()}-`))
  if (name === undefined) throw new Error(`There is no file of ${row} in ${FOLDER}.`)
  return `${FOLDER}/${name}`
}
