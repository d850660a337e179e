import type { Json, JsonObject } from '../state.ts'
import { invalidQuery } from './api-error.ts'
import { isObject } from './body.ts'

/** One `field:value` of a search; the alternatives of `OR` hold lists that `AND` joins. */
type Term = { path: string[]; value: string; prefix: boolean; negated: boolean }

const TERM = /^(NOT\s+|-)?([\w.]+):(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))$/

/**
 * The part of Auth0's search syntax that looks for exact values and prefixes, or their absence, joined by AND or OR.
 * Source: Auth0 docs, manage-users/user-search/user-search-query-syntax.
 */
export function parseQuery(query: string): Term[][] {
  return query.split(/\s+OR\s+/).map((all) => all.split(/\s+AND\s+/).map((term) => parseTerm(term.trim())))
}

function parseTerm(text: string): Term {
  const [, not, field, quoted, bare] = TERM.exec(text) ?? []
  const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
  if (field === undefined || value === undefined) throw invalidQuery('The search query is not supported')
  const prefix = quoted === undefined && value.endsWith('*')
  return {
    path: field.split('.'),
    value: prefix ? value.slice(0, -1) : value,
    prefix,
    negated: not !== undefined,
  }
}

export function matchesQuery(user: JsonObject, query: Term[][]): boolean {
  return query.some((all) =>
    all.every((term) => valuesAt(user, term.path).some((value) => fits(value, term)) !== term.negated),
  )
}

function fits(value: string, { value: wanted, prefix }: Term): boolean {
  const [have, want] = [value.toLowerCase(), wanted.toLowerCase()]
  return prefix ? have.startsWith(want) : have === want
}

function valuesAt(value: Json | undefined, path: string[]): string[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [name, ...rest] = path
  if (name === undefined) return typeof value === 'object' ? [] : [String(value)]
  return isObject(value) ? valuesAt(value[name], rest) : []
}
