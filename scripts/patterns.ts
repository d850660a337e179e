import type { ReadonlyDFA } from 'refa'
import { DFA, JS, NFA } from 'refa'

// Patterns of phone numbers as sets of texts: a pattern stands for all texts that it matches as a whole.

const AUTOMATA = new Map<string, ReadonlyDFA>()

export function automatonOf(pattern: string): ReadonlyDFA {
  const known = AUTOMATA.get(pattern)
  if (known) return known
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source: pattern, flags: '' }).parse()
  const automaton = smallest(DFA.fromFA(NFA.fromRegex(expression, { maxCharacter })))
  AUTOMATA.set(pattern, automaton)
  return automaton
}

/** What both of them have. */
export function common(one: ReadonlyDFA, other: ReadonlyDFA): ReadonlyDFA {
  return smallest(DFA.fromIntersection(one, other))
}

/** What the first of them has, and the other has not. */
export function without(one: ReadonlyDFA, other: ReadonlyDFA): ReadonlyDFA {
  const complement = DFA.fromFA(other)
  complement.complement()
  return common(one, complement)
}

/** A pattern of what the automaton has; empty if it has nothing. */
export function patternOf(automaton: ReadonlyDFA): string {
  return automaton.isEmpty ? '' : JS.toLiteral(automaton.toRegex()).source
}

/** `a|b(?:c|d)` as `a` and `b(?:c|d)`. */
export function alternativesOf(pattern: string): string[] {
  const alternatives = ['']
  let depth = 0
  for (const character of pattern) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === '|' && depth === 0) alternatives.push('')
    else alternatives.push(`${alternatives.pop() ?? ''}${character}`)
  }
  return alternatives.filter((alternative) => alternative !== '')
}

function smallest(automaton: DFA): DFA {
  automaton.minimize()
  return automaton
}
