import { asWords, type Resolved, type Scope } from './variables.ts'

/** Those of Auth0's helper functions that are here. Source: Auth0 docs, customize/forms/variables. */
type VariableFunction = (scope: Scope, ...given: Resolved[]) => Resolved

const FUNCTIONS: { [name: string]: VariableFunction } = {
  now: ({ now }) => now.toISOString(),
  toString: (_: Scope, value: Resolved) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  toNumber: (_, value) => Number(value),
  toBoolean: (_, value) => Boolean(value),
  length: (_, value) => (Array.isArray(value) ? value.length : asWords(value).length),
}

/** `t('key')` is the form's own message of that name; every other function is called by `functions.`. */
export function applyFunction(name: string, given: Resolved[], scope: Scope): Resolved {
  if (name === 't') {
    const key = asWords(given[0])
    return Object.hasOwn(scope.custom, key) ? scope.custom[key] : undefined
  }
  const known = /^functions\.(\w+)$/.exec(name)?.[1] ?? ''
  return Object.hasOwn(FUNCTIONS, known) ? FUNCTIONS[known]?.(scope, ...given) : undefined
}
