import { median } from '../../scripts/bench/median.ts'
import type { Chance } from '../../scripts/policy/seeded-chance.ts'

/** What all of these deals fall short of has a chance of less than one in as many. */
const DEALS = 10_000

/**
 * How many times as long the slowest kind takes as the quickest, by their medians, where chance alone does
 * not come to as much (a permutation test); else 1. It comes to as much if the same times, dealt to the kinds
 * anew, are once as far apart. Right only for times whose turns came in an order of chance: then a slow
 * moment of the machine falls on one kind as on another.
 *
 * @param kinds times in any one unit, as many of each kind
 */
export function slowdown(kinds: readonly (readonly number[])[], chance: Chance): number {
  const found = spread(kinds)
  const cards = kinds.flat()
  const each = cards.length / kinds.length
  for (let deal = 0; deal < DEALS; deal += 1) {
    shuffle(cards, chance)
    if (spread(kinds.map((_, hand) => cards.slice(hand * each, (hand + 1) * each))) >= found) return 1
  }
  return found
}

function spread(kinds: readonly (readonly number[])[]): number {
  const medians = kinds.map(median)
  return Math.max(...medians) / Math.min(...medians)
}

/** Puts the values in an order of chance, where they are (Fisher and Yates). */
export function shuffle<T>(values: T[], chance: Chance): T[] {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = chance(last + 1)
    ;[values[last], values[other]] = [values[other] as T, values[last] as T]
  }
  return values
}
