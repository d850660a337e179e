import type { Mutant } from './mutant.ts'

/** How many of a group of mutants the tests notice. */
export type Score = { tried: number; killed: number; survived: number; notLoaded: number; percent: number }

export function scoreOf(mutants: readonly Mutant[]): Score {
  const count = (fate: Mutant['fate']) => mutants.filter((mutant) => mutant.fate === fate).length
  const [killed, survived, notLoaded] = [count('killed'), count('survived'), count('not_loaded')]
  const judged = killed + survived
  const percent = judged === 0 ? 100 : (100 * killed) / judged
  return { tried: mutants.length, killed, survived, notLoaded, percent }
}

/** Never rounded up: 94.99 is not 95. */
export function asPercent({ percent }: Score): string {
  return (Math.floor(percent * 10) / 10).toFixed(1)
}
