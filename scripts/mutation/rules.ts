import type { Mutant } from './mutant.ts'

/** A requirement or an attack that the name of a test says it proves, e.g. `R16` or `T09`. */
export const ROW = /\b[RT]\d\d\b/

/** What takes a decision away: a condition that always or never holds, a rule that does nothing. */
export const RULE_BREAKERS = ['ConditionalExpression', 'ArrowFunction', 'BlockStatement']

/** The test with the name of a row that fails first when the rule is broken; undefined if there is none. */
export function firstNamedRow({ killedBy = '' }: Mutant): string | undefined {
  return ROW.test(killedBy) ? killedBy : undefined
}

/** The mutants that break a rule of `lib/core`. */
export function brokenRules(mutants: readonly Mutant[]): Mutant[] {
  return mutants.filter(
    ({ file, mutator }) => file.startsWith('lib/core/') && RULE_BREAKERS.includes(mutator),
  )
}

/** How a rule was broken, in words. */
export function howBroken({ mutator, replacement }: Mutant): string {
  if (mutator !== 'ConditionalExpression') return 'does nothing'
  if (replacement === 'true') return 'always holds'
  return replacement === 'false' ? 'never holds' : replacement
}
