import type { Json, JsonObject } from '../state.ts'
import { applyFunction } from './variable-functions.ts'

/** What the variables of a form or flow can refer to. */
export type Scope = {
  fields: JsonObject
  vars: JsonObject
  context: JsonObject
  /** Outputs of earlier actions; only in a flow. */
  actions?: JsonObject
  /** The form's own messages, for `t('key')`. */
  custom: JsonObject
  now: Date
}

export type Resolved = Json | undefined

const VARIABLE = /\{\{([\s\S]*?)\}\}/g

/** A text with its variables filled in; what cannot be resolved is empty. */
export function interpolate(
  text: string,
  scope: Scope,
  write: (value: string) => string = (value) => value,
): string {
  return text.replace(VARIABLE, (_, source: string) => write(asWords(resolveExpression(source, scope))))
}

/** A setting with its variables filled in. One that is nothing but a variable keeps the variable's type. */
export function resolveSetting(value: Json | undefined, scope: Scope): Resolved {
  if (typeof value === 'string') {
    const only = /^\s*\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/.exec(value)?.[1]
    return only === undefined ? interpolate(value, scope) : resolveExpression(only, scope)
  }
  if (Array.isArray(value)) return value.map((each) => resolveSetting(each, scope) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]): [string, Resolved] => [
    key,
    resolveSetting(part, scope),
  ])
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

export function asWords(value: Resolved): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const TOKEN =
  /\s*(\?\?|[(),]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\d+\])*)\s*/y

/** `a.b ?? functions.f(c, 'd')`. What is none of that resolves to nothing, as an unknown variable does. */
export function resolveExpression(source: string, scope: Scope): Resolved {
  const tokens = tokensOf(source.replace(/&#39;/g, "'").replace(/&quot;/g, '"'))
  if (tokens === undefined) return undefined
  let at = 0
  const value = alternatives()
  return at === tokens.length ? value : undefined

  function alternatives(): Resolved {
    let found = term()
    while (tokens?.[at] === '??') {
      at += 1
      const other = term()
      found ??= other
    }
    return found
  }

  function term(): Resolved {
    const token = tokens?.[at] ?? ''
    at += 1
    if (/^['"]/.test(token)) return token.slice(1, -1).replace(/\\(.)/g, '$1')
    if (/^-?\d/.test(token)) return Number(token)
    if (token === 'true' || token === 'false') return token === 'true'
    if (token === 'null') return null
    if (tokens?.[at] !== '(') return lookUp(token, scope)
    at += 1
    const given: Resolved[] = []
    while (at < (tokens?.length ?? 0) && tokens?.[at] !== ')') {
      given.push(alternatives())
      if (tokens?.[at] === ',') at += 1
    }
    at += 1
    return applyFunction(token, given, scope)
  }
}

function tokensOf(source: string): string[] | undefined {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.[1]
    if (token === undefined) return undefined
    tokens.push(token)
  }
  return tokens
}

const ROOTS = ['fields', 'vars', 'context', 'actions'] as const

function lookUp(path: string, scope: Scope): Resolved {
  const [root, ...names] = path.split(/[.[\]]+/).filter((name) => name !== '')
  const known = ROOTS.find((name) => name === root)
  let value: Resolved = known === undefined ? undefined : scope[known]
  for (const name of names) {
    // Own properties only: `constructor` is no variable.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as JsonObject)[name]
  }
  return value
}
