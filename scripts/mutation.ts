import { Command } from 'commander'

import { writeMutationDocs } from './mutation/docs.ts'
import type { Mutant } from './mutation/mutant.ts'
import { RULE_BREAKERS, brokenRules, firstNamedRow } from './mutation/rules.ts'
import { MUTATED, runStryker } from './mutation/run-stryker.ts'
import { asPercent, scoreOf } from './mutation/score.ts'
import type { KnownSurvivor } from './mutation/survivors.ts'
import { compareSurvivors, readKnownSurvivors } from './mutation/survivors.ts'
import { showRules, showScores, showSurvivors } from './mutation/tables.ts'

/** Percent of the mutants of each folder that the tests have to notice. */
const LEAST = 95

const program = new Command('npm run mutation --')
  .description('Breaks lib/core and lib/protocol in every small way, and shows whether a test turns red.')
  .argument('[files...]', 'only these files, as in lib/core/judge.ts')
  .option('--rules', 'only the rules of lib/core: each broken, and the named row that turns red')
  .option('--docs', 'write the tables of docs/mutation.md anew')
  .showHelpAfterError('(--help shows how)')
  .action(run)

type Options = { rules?: true; docs?: true }

async function run(files: string[], options: Options): Promise<void> {
  const startedAt = Date.now()
  const known = readKnownSurvivors()
  const everything = options.rules ? ['lib/core/**/*.ts'] : MUTATED.map((folder) => `${folder}/**/*.ts`)
  const mutants = await runStryker({
    files: files.length > 0 ? files : everything,
    ...(options.rules && { mutators: RULE_BREAKERS }),
  })
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  if (options.docs) await writeMutationDocs(mutants, known, seconds)
  const problems = [
    ...(options.rules ? tellRules(mutants, known) : tellScores(mutants, known)),
    ...compareSurvivors(mutants, known),
    ...rulesWithoutRow(mutants),
  ]
  for (const problem of problems) console.log(problem)
  console.log(`It took ${seconds} seconds.`)
  console.log(options.rules ? countRules(mutants) : countScores(mutants))
  process.exitCode = problems.length > 0 ? 1 : 0
}

function tellScores(mutants: readonly Mutant[], known: readonly KnownSurvivor[]): string[] {
  console.log(showScores(mutants))
  console.log(showSurvivors(mutants, known))
  const core = mutants.filter(({ file, fate }) => file.startsWith('lib/core/') && fate === 'killed')
  const named = core.filter(firstNamedRow).length
  console.log(`${named} of the ${core.length} mutants of lib/core that were killed turn a named row red.`)
  return MUTATED.flatMap((folder) => {
    const score = scoreOf(within(folder, mutants))
    return score.percent >= LEAST ? [] : [`${folder} has a score of ${asPercent(score)} %, below ${LEAST} %.`]
  })
}

function tellRules(mutants: readonly Mutant[], known: readonly KnownSurvivor[]): string[] {
  console.log(showRules(brokenRules(mutants), known))
  return []
}

function rulesWithoutRow(mutants: readonly Mutant[]): string[] {
  return brokenRules(mutants)
    .filter((rule) => rule.fate === 'killed' && !firstNamedRow(rule))
    .map(
      ({ file, line, original }) =>
        `${file}:${line} can be broken without a named row turning red: ${original}`,
    )
}

function countScores(mutants: readonly Mutant[]): string {
  const scores = MUTATED.map((folder) => `${asPercent(scoreOf(within(folder, mutants)))} % of ${folder}`)
  return `score ${scores.join(', ')}`
}

function countRules(mutants: readonly Mutant[]): string {
  const broken = brokenRules(mutants).filter(({ fate }) => fate === 'killed')
  const named = broken.filter(firstNamedRow).length
  return `${named} ways to break a rule turn a named row red, ${broken.length - named} do not.`
}

function within(folder: string, mutants: readonly Mutant[]): Mutant[] {
  return mutants.filter(({ file }) => file.startsWith(`${folder}/`))
}

await program.parseAsync()
