import type { Json } from '../state.ts'
import { objectOf, textOf } from './json-parts.ts'
import { asWords, resolveSetting, type Resolved, type Scope } from './variables.ts'

/** Comparisons by the name that a stored condition has; Auth0 does not document their JSON. */
const COMPARISONS: { [operator: string]: (a: Resolved, b: Resolved) => boolean } = {
  EQ: isSame,
  NEQ: (a, b) => !isSame(a, b),
  GT: (a, b) => isNumeric(a, b) && Number(a) > Number(b),
  GTE: (a, b) => isNumeric(a, b) && Number(a) >= Number(b),
  LT: (a, b) => isNumeric(a, b) && Number(a) < Number(b),
  LTE: (a, b) => isNumeric(a, b) && Number(a) <= Number(b),
  INCLUDES: includes,
  NOT_INCLUDES: (a, b) => !includes(a, b),
  STARTS_WITH: (a, b) => asWords(a).startsWith(asWords(b)),
  ENDS_WITH: (a, b) => asWords(a).endsWith(asWords(b)),
  EXISTS: (a) => a !== undefined,
  NOT_EXISTS: (a) => a === undefined,
  IS_NULL: (a) => a === null,
  IS_NOT_NULL: (a) => a !== null,
  HAS_VALUE: (a) => !isEmpty(a),
  HAS_NOT_VALUE: isEmpty,
  TRUE: (a) => a === true || a === 'true',
  FALSE: (a) => a === false || a === 'false',
}

/**
 * Whether a condition of a router's rule or of a flow's if/then holds.
 *
 * @throws when it uses an operator that this tenant does not know, for a guess could let somebody through
 */
export function holds(condition: Json | undefined, scope: Scope): boolean {
  const { operator, operands } = objectOf(condition)
  const name = textOf(operator)
  const parts = Array.isArray(operands) ? operands : []
  if (name === 'AND') return parts.every((part) => holds(part, scope))
  if (name === 'OR') return parts.some((part) => holds(part, scope))
  const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined
  if (compare === undefined) throw new Error(`There is no operator ${name === '' ? 'here' : name}.`)
  return compare(resolveSetting(parts[0], scope), resolveSetting(parts[1], scope))
}

/** A number typed into a condition is text there, so both are compared as they read. */
function isSame(a: Resolved, b: Resolved): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return a === b
  return asWords(a) === asWords(b)
}

function isNumeric(a: Resolved, b: Resolved): boolean {
  return [a, b].every((each) => asWords(each).trim() !== '' && Number.isFinite(Number(each)))
}

function includes(a: Resolved, b: Resolved): boolean {
  return Array.isArray(a) ? a.some((each) => isSame(each, b)) : asWords(a).includes(asWords(b))
}

function isEmpty(a: Resolved): boolean {
  return a === undefined || a === null || a === '' || (Array.isArray(a) && a.length === 0)
}
