import type { ReadonlyDFA } from 'refa'

import { parsePhoneNumber } from '../../lib/core/phone-number.ts'
import type { PackedCountry } from '../../scripts/number-metadata.ts'
import { automatonOf } from '../../scripts/patterns.ts'
import type { Chance } from '../../scripts/policy/seeded-chance.ts'

/** A text that the pattern matches as a whole: a walk through its automaton. */
export function textOf(pattern: string, chance: Chance): string {
  const { initial, finals } = automatonOf(pattern)
  let node = initial
  let text = ''
  for (;;) {
    const ways = waysFrom(node)
    if (finals.has(node) && (ways.length === 0 || chance(4) === 0)) return text
    const [character, next] = ways[chance(ways.length)] ?? []
    if (character === undefined || next === undefined) throw new Error(`nothing matches ${pattern}`)
    text += character
    node = next
  }
}

type Node = ReadonlyDFA['initial']
const WAYS = new WeakMap<Node, [character: string, next: Node][]>()

function waysFrom(node: Node): [character: string, next: Node][] {
  const known = WAYS.get(node)
  if (known) return known
  const ways = [...node.out].flatMap(([{ min, max }, next]) =>
    Array.from({ length: max - min + 1 }, (_, at): [string, Node] => [String.fromCharCode(min + at), next]),
  )
  WAYS.set(node, ways)
  return ways
}

/** The patterns of every type of number that a country has, whatever the types are called. */
function patternsOf([, , , , , , , , , , , types]: PackedCountry): string[] {
  return types.flatMap((type) => (type !== 0 && type[0] !== '' ? [type[0]] : []))
}

/** So many numbers of each type; those that E.164 has no room for are left out. */
export function numbersOfEveryType(plan: PackedCountry, count: number, chance: Chance): string[] {
  return patternsOf(plan)
    .flatMap((pattern) => Array.from({ length: count }, () => `+${plan[0]}${textOf(pattern, chance)}`))
    .filter((text) => parsePhoneNumber(text) !== undefined)
}

/** Numbers of the countries, in E.164: of their patterns, beside them by one digit, and of chance alone. */
export function* randomNumbers(
  plans: readonly PackedCountry[],
  count: number,
  chance: Chance,
): Generator<string> {
  for (let made = 0; made < count;) {
    const text = randomNumber(plans, chance)
    if (parsePhoneNumber(text) === undefined) continue
    made += 1
    yield text
  }
}

function randomNumber(plans: readonly PackedCountry[], chance: Chance): string {
  const plan = pick(plans, chance)
  const like = textOf(pick(patternsOf(plan), chance), chance)
  return `+${plan[0]}${pick([like, like, spoil(like, chance), randomDigits(3 + chance(11), chance)], chance)}`
}

function pick<T>(choices: readonly T[], chance: Chance): T {
  const picked = choices[chance(choices.length)]
  if (picked === undefined) throw new Error('there is nothing to pick from')
  return picked
}

function spoil(text: string, chance: Chance): string {
  const at = chance(text.length)
  const [before, after] = [text.slice(0, at), text.slice(at + 1)]
  const digit = randomDigits(1, chance)
  return pick([`${before}${digit}${after}`, `${before}${after}`, `${text}${digit}`], chance)
}

function randomDigits(length: number, chance: Chance): string {
  return Array.from({ length }, () => chance(10)).join('')
}
