import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { Stryker } from '@stryker-mutator/core'
import type { PartialStrykerOptions } from '@stryker-mutator/api/core'

import { TEST_FOLDERS } from './bundle-tests.ts'
import { RUNNER } from './circus-runner.ts'
import type { Mutant } from './mutant.ts'
import { readMutants } from './mutant.ts'

/** The pure layers: what decides, and what reads and writes. */
export const MUTATED = ['lib/core', 'lib/protocol'] as const

/** Made from libphonenumber's data; a test of its own compares it with what it is made from, letter by letter. */
export const GENERATED = 'lib/core/number-table.ts'

/** What the tests need is copied, and nothing else: a folder is let in before what is below it is kept out. */
const NOT_COPIED = [
  ...['/*', '!/lib', '!/tests'],
  ...['/tests/*', '!/tests/support', '!/tests/unit'],
  ...['/tests/unit/*', ...TEST_FOLDERS.map((folder) => `!/${folder}`)],
]

const OPTIONS = {
  testRunner: RUNNER,
  plugins: [join(import.meta.dirname, 'circus-runner.ts')],
  testRunnerNodeArgs: ['--import', 'tsx'],
  coverageAnalysis: 'perTest',
  concurrency: Math.min(2, availableParallelism()),
  tempDirName: '.cache/mutation',
  ignorePatterns: NOT_COPIED,
  // The command has tables of its own.
  reporters: [],
  logLevel: 'error',
  disableTypeChecks: true,
} as PartialStrykerOptions

/** Every kind of change that Stryker makes. */
const MUTATORS = [
  ...['ArithmeticOperator', 'ArrayDeclaration', 'ArrowFunction', 'AssignmentOperator', 'BlockStatement'],
  ...['BooleanLiteral', 'ConditionalExpression', 'EqualityOperator', 'LogicalOperator', 'MethodExpression'],
  ...['ObjectLiteral', 'OptionalChaining', 'Regex', 'StringLiteral', 'UnaryOperator', 'UpdateOperator'],
]

/** What is to be changed. */
export type Scope = {
  /** Files or patterns. */
  files: readonly string[]
  /** Kinds of changes; all if undefined. */
  mutators?: readonly string[]
}

/** Tries every mutant of the scope, each in a copy of the project. */
export async function runStryker({ files, mutators = MUTATORS }: Scope): Promise<Mutant[]> {
  const excludedMutations = MUTATORS.filter((name) => !mutators.includes(name))
  const mutate = [...files, `!${GENERATED}`]
  const results = await new Stryker({ ...OPTIONS, mutate, mutator: { excludedMutations } }).runMutationTest()
  // What is excluded is listed all the same.
  return readMutants(results.filter(({ status }) => status !== 'Ignored'))
}
