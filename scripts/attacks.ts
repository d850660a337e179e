import { Command, InvalidArgumentError } from 'commander'

import { ATTACKS } from '../tests/attacks/attack-rows.ts'
import { titleOf, titleOfWeakened } from '../tests/attacks/support/attack.ts'
import { filesOf } from './attacks/attack-table.ts'
import type { Played } from './attacks/play-attacks.ts'
import { playAttacks } from './attacks/play-attacks.ts'
import { compactTable } from './commands/compact-table.ts'

const HELP = `
docs/attacks.md says where each attack comes from. Exit code: 0 if every attack was refused and, with --prove, every
weakened build was caught; otherwise 1.
`

type Options = { prove?: boolean; row?: string }

const program = new Command('npm run attacks --')
  .description('Plays every attack against the built Actions in the local tenant: each must be refused.')
  .option('--prove', 'play each against builds as well that lack a defence: each must be caught')
  .option('--row <row>', 'only this one, as T07', knownRow)
  .addHelpText('after', HELP)
  .showHelpAfterError('(--help shows how)')
  .action(play)

type Line = { cells: string[]; title: string }

async function play({ prove = false, row }: Options): Promise<void> {
  const chosen = ATTACKS.filter((attack) => row === undefined || attack.row === row)
  const played = await playAttacks({ prove, ...(row !== undefined && { row }) })
  const attacks = chosen.map((attack) => ({
    cells: [attack.row, attack.name, attack.from.what, attack.verdict],
    title: titleOf(attack),
  }))
  const builds = chosen.flatMap((attack) =>
    attack.weakened.map((build) => ({
      cells: [attack.row, filesOf(build).join(', '), build.breaks],
      title: titleOfWeakened(attack, build),
    })),
  )
  const refused = show(
    ['Row', 'Attack', 'Comes from', 'Verdict', 'Held'],
    [5, 40, 44, 44, 6],
    attacks,
    played,
  )
  const caught = prove
    ? show(['Row', 'Weakened in', 'What that breaks', 'Caught'], [5, 42, 84, 8], builds, played)
    : undefined
  tellFailures(played)
  console.log(`${refused.passed} attacks refused, ${refused.failed} not`)
  if (caught) console.log(`${caught.passed} weakened builds caught, ${caught.failed} not`)
  const isBad = [...played.failures.values()].some((why) => why !== '') || played.trouble !== ''
  process.exitCode = isBad || refused.failed > 0 || (caught?.failed ?? 0) > 0 ? 1 : 0
}

/** Prints a table; what was not played has not held. */
function show(head: string[], widths: number[], lines: readonly Line[], { failures }: Played) {
  const holds = lines.map(({ title }) => failures.get(title) === '')
  const rows = lines.map(({ cells }, index) => [...cells, holds[index] ? '✓' : '✗'])
  console.log(`\n${compactTable(head, widths, rows)}\n`)
  const passed = holds.filter(Boolean).length
  return { passed, failed: lines.length - passed }
}

function tellFailures({ failures, trouble }: Played): void {
  for (const [title, why] of failures) if (why !== '') console.log(`✗ ${title}\n${why}\n`)
  if (trouble !== '') console.log(trouble)
}

function knownRow(text: string): string {
  if (!ATTACKS.some(({ row }) => row === text)) throw new InvalidArgumentError('Not a row from T01 to T30.')
  return text
}

await program.parseAsync()
