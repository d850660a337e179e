import type { JsonObject } from '../state.ts'
import { invalidQuery } from './api-error.ts'
import { parseTerm } from './query-term.ts'

/** Whether an item is found. */
export type Search = (item: JsonObject) => boolean

/** One part of a list; what is negated must not hold. */
type Clause = { holds: Search; negated: boolean }

/** Parentheses, and words as long as they go: white space may be in quotes, in ranges and after a backslash. */
const WORD = /[()]|(?:[^\s()"[\]{}\\]|\\.|"(?:[^"\\]|\\.)*"|[[{][^\]}]*[\]}])+/g

/** User search goes by case everywhere else; the search of logs does everywhere. */
export const CASELESS_USER_FIELDS = ['email', 'name', 'given_name', 'family_name', 'nickname']

/**
 * The part of Auth0's search syntax that names its fields: exact values, wildcards, ranges and `_exists_`, with AND, OR,
 * NOT and parentheses.
 *
 * Lucene knows no precedence: it reads `a AND b OR c` as `a AND b`, `NOT a OR b` as `b AND NOT a`, and finds nothing by a
 * group of negations. What is taken for something else that easily is refused here.
 *
 * @param caseless fields whose case does not matter
 * @throws {ApiError} 400 `invalid_query_string`
 * Sources: Auth0 docs, manage-users/user-search/user-search-query-syntax, deploy-monitor/logs/log-search-query-syntax;
 * Lucene's classic query parser.
 */
export function parseQuery(query: string, caseless: readonly string[] = []): Search {
  const words = query.match(WORD) ?? []
  if (query.replaceAll(WORD, '').trim() !== '') throw invalidQuery('The search query is not well formed')
  const search = parseList(words, caseless, false)
  if (words.length > 0) throw invalidQuery(`Nothing is expected at ${words[0] ?? ''} in the search query`)
  return search
}

function parseList(words: string[], caseless: readonly string[], isGroup: boolean): Search {
  const clauses = [parseClause(words, caseless)]
  const joints = new Set<string>()
  while (words[0] === 'AND' || words[0] === 'OR') {
    joints.add(words[0])
    words.shift()
    clauses.push(parseClause(words, caseless))
  }
  const [isAny, hasNegated] = [joints.has('OR'), clauses.some(({ negated }) => negated)]
  if (isAny && joints.has('AND')) throw invalidQuery('AND beside OR is not supported without parentheses')
  if (isAny && hasNegated) throw invalidQuery('A negation beside OR is not supported')
  if (isGroup && clauses.every(({ negated }) => negated))
    throw invalidQuery('A group of negations alone is not supported')
  return isAny
    ? (item) => clauses.some(({ holds }) => holds(item))
    : (item) => clauses.every(({ holds, negated }) => holds(item) !== negated)
}

function parseClause(words: string[], caseless: readonly string[]): Clause {
  const word = words.shift()
  if (word === 'NOT') return { holds: parsePositive(words.shift(), words, caseless), negated: true }
  if (word?.startsWith('-') === true) return { holds: parseTerm(word.slice(1), caseless), negated: true }
  return { holds: parsePositive(word, words, caseless), negated: false }
}

function parsePositive(word: string | undefined, words: string[], caseless: readonly string[]): Search {
  if (word !== '(') return parseTerm(word ?? '', caseless)
  const group = parseList(words, caseless, true)
  if (words.shift() !== ')') throw invalidQuery('A parenthesis is not closed in the search query')
  return group
}
