import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import type { Mutant } from './mutant.ts'

const LIST = 'scripts/mutation/survivors.yaml'

/** Why a change that no test notices is none: what it changes cannot be seen from outside. */
export type KnownSurvivor = Pick<Mutant, 'file' | 'mutator' | 'original' | 'replacement'> & {
  /** How often the file has this very text. */
  times: number
  reason: string
}

/** @throws Error naming the entry that is not complete */
export function readKnownSurvivors(): KnownSurvivor[] {
  const entries = parse(readFileSync(join(import.meta.dirname, '../..', LIST), 'utf8')) as unknown
  if (!Array.isArray(entries)) throw new Error(`${LIST} is no list.`)
  return entries.map((entry: unknown, index) => {
    const { file, mutator, original, replacement, times = 1, reason } = Object(entry) as KnownSurvivor
    const texts = [file, mutator, original, replacement, reason]
    if (!texts.every((text) => typeof text === 'string') || !reason || !Number.isInteger(times)) {
      throw new Error(`${LIST}: entry ${index + 1} needs file, mutator, original, replacement and reason.`)
    }
    return { file, mutator, original, replacement, times, reason }
  })
}

/**
 * What does not fit between the survivors and the reasons, as sentences.
 *
 * @param mutants those that were tried; reasons for others are left aside
 */
export function compareSurvivors(mutants: readonly Mutant[], known: readonly KnownSurvivor[]): string[] {
  const survivors = mutants.filter(({ fate }) => fate === 'survived')
  const nameless = survivors.filter((mutant) => !reasonFor(mutant, known))
  const tried = new Set(mutants.map(({ file, mutator }) => `${file} ${mutator}`))
  const stale = known.filter(
    (entry) =>
      tried.has(`${entry.file} ${entry.mutator}`) &&
      survivors.filter((mutant) => isOf(mutant, entry)).length !== entry.times,
  )
  return [
    ...nameless.map((mutant) => `${mutant.file}:${mutant.line} survives without a reason: ${change(mutant)}`),
    ...stale.map((entry) => {
      const times = survivors.filter((mutant) => isOf(mutant, entry)).length
      return `${entry.file} has a reason that is out of date: ${change(entry)} survives ${times} times, not ${entry.times}.`
    }),
  ]
}

export function reasonFor(mutant: Mutant, known: readonly KnownSurvivor[]): string | undefined {
  return known.find((entry) => isOf(mutant, entry))?.reason
}

/** What was changed, as text. */
export function change({ original, replacement }: Pick<Mutant, 'original' | 'replacement'>): string {
  return `${shorten(original)} → ${shorten(replacement)}`
}

function isOf(mutant: Mutant, entry: KnownSurvivor): boolean {
  return (['file', 'mutator', 'original', 'replacement'] as const).every((key) => mutant[key] === entry[key])
}

function shorten(text: string): string {
  return text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text
}
