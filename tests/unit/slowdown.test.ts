import { seededChance } from '../../scripts/policy/seeded-chance.ts'
import type { Chance } from '../../scripts/policy/seeded-chance.ts'
import { shuffle, slowdown } from '../support/slowdown.ts'

const RUNS = 201
const KINDS = ['free', 'linked', 'unlinked', 'left over'] as const
type Kind = (typeof KINDS)[number]

/** Milliseconds that pages took, on a machine that takes half as long again in every other thirty turns. */
function measured(chance: Chance, slower: Partial<Record<Kind, number>> = {}): number[][] {
  const turns = shuffle(
    KINDS.flatMap((kind) => Array<Kind>(RUNS).fill(kind)),
    chance,
  )
  const took = turns.map((kind, turn) => {
    const pace = Math.floor(turn / 30) % 2 === 0 ? 0.5 : 0.75
    return pace * (1 + chance(300) / 1000) + (slower[kind] ?? 0)
  })
  return KINDS.map((kind) => took.filter((_, turn) => turns[turn] === kind))
}

test('T17 a kind of number that takes a third of a millisecond longer is told apart', () => {
  const chance = seededChance(1)
  const found = slowdown(measured(chance, { 'left over': 0.3 }), chance)
  expect(found).toBeGreaterThan(1.25)
  expect(found).toBeLessThan(2)
})

test('a slow machine is no slowdown', () => {
  const chance = seededChance(2)
  const found = Array.from({ length: 50 }, () => slowdown(measured(chance), chance))
  expect(found.filter((each) => each > 1)).toEqual([])
})

test('medians that are far apart by chance alone are no slowdown', () => {
  // Of two speeds, each as often as the other: which of them is the one in the middle, is chance.
  const two = KINDS.map((_, kind) =>
    Array.from({ length: RUNS }, (__, run) => (run < 100 + (kind % 2) ? 0.5 : 0.7)),
  )
  expect(slowdown(two, seededChance(3))).toBe(1)
})

test('an order of chance has every value once, few of them where they were', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index)
  const order = shuffle([...values], seededChance(4))
  expect(order.toSorted((one, other) => one - other)).toEqual(values)
  expect(order.filter((value, index) => value === index).length).toBeLessThan(10)
})
