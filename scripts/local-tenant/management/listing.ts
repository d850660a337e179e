import { invalidQuery } from './api-error.ts'

export type Query = { [name: string]: string }

/** The values Auth0 has for most lists; a list with others says so. */
const DEFAULT_PER_PAGE = 50
const MAX_PER_PAGE = 100

/**
 * One page of a list, by `page` (from 0) and `per_page`; with `include_totals=true` in an envelope
 * `{ start, limit, total, [name]: [...] }`, else the bare list. Source: Auth0 Management API, e.g. GET /clients.
 */
export function listPage(items: readonly object[], query: Query, name: string): object {
  const page = readNumber(query, 'page', 0, Number.MAX_SAFE_INTEGER) ?? 0
  const perPage = readNumber(query, 'per_page', 0, MAX_PER_PAGE) ?? DEFAULT_PER_PAGE
  const start = page * perPage
  const slice = items.slice(start, start + perPage)
  if (query['include_totals'] !== 'true') return slice
  return { start, limit: perPage, length: slice.length, total: items.length, [name]: slice }
}

/**
 * A list by checkpoint: `take` entries after the one named by `from`, and `next` when there are more.
 * Source: Auth0 Management API, e.g. GET /connections.
 */
export function listAfter(items: readonly { id: string }[], query: Query, name: string): object {
  const take = readNumber(query, 'take', 1, MAX_PER_PAGE) ?? DEFAULT_PER_PAGE
  const from = query['from']
  const start = from === undefined ? 0 : items.findIndex(({ id }) => id === from) + 1
  if (from !== undefined && start === 0) throw invalidQuery('from is not a checkpoint of this list')
  const slice = items.slice(start, start + take)
  const last = slice.at(-1)
  const more = last !== undefined && start + take < items.length
  return { [name]: slice, ...(more ? { next: last.id } : {}) }
}

/** The entry with only, or without, the top-level `fields` that a query names. */
export function pickFields(entry: object, query: Query): object {
  const fields = query['fields']?.split(',').map((field) => field.trim())
  if (fields === undefined || fields.length === 0) return entry
  const isIncluded = query['include_fields'] !== 'false'
  return Object.fromEntries(Object.entries(entry).filter(([key]) => fields.includes(key) === isIncluded))
}

function readNumber(query: Query, name: string, least: number, most: number): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw invalidQuery(`${name} must be from ${least} to ${most}`)
  return value
}
