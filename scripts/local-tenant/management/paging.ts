import type { Context } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import { ApiError, invalidQuery } from './api-error.ts'

const MAX_PAGE = 100

export function wholeNumber(c: Context, name: string, ifAbsent: number, max = Infinity): number {
  const raw = c.req.query(name)
  if (raw === undefined) return ifAbsent
  if (!/^\d{1,9}$/.test(raw))
    throw invalidQuery(`Expected type integer but found type string on property ${name}`)
  const value = Number(raw)
  if (value > max) throw invalidQuery(`Value ${raw} is greater than maximum ${max} on property ${name}`)
  return value
}

export function flag(c: Context, name: string): boolean | undefined {
  const raw = c.req.query(name)
  if (raw === undefined) return undefined
  if (raw !== 'true' && raw !== 'false')
    throw invalidQuery(`Expected type boolean but found type string on property ${name}`)
  return raw === 'true'
}

export type Page<T> = { items: T[]; start: number; limit: number; page: number; total: number }

/** The page that `page` (from 0) and `per_page` (at most 100) ask for. */
export function pageOf<T>(c: Context, all: T[], defaultSize = 50): Page<T> {
  const page = wholeNumber(c, 'page', 0)
  const limit = wholeNumber(c, 'per_page', defaultSize, MAX_PAGE)
  const start = page * limit
  return { items: all.slice(start, start + limit), start, limit, page, total: all.length }
}

/** A search shows its first 1000 results. Source: Auth0 docs, manage-users/user-search/view-search-results-by-page. */
export function withinReach<T>(page: Page<T>): Page<T> {
  if (page.start + page.limit <= 1000) return page
  throw new ApiError(400, 'You can only page through the first 1000 records.', 'invalid_paging')
}

/** A list as most resources answer it: bare, or wrapped when `include_totals=true`. */
export function listAnswer(c: Context, name: string, all: JsonObject[]): Json {
  const { items, start, limit, total } = pageOf(c, all)
  const shown = items.map((item) => selectFields(c, item))
  return flag(c, 'include_totals') === true ? { start, limit, total, [name]: shown } : shown
}

/**
 * A list by checkpoint (`take`, `from`): `next` is the id to go on from, absent at the end.
 * Source: Auth0 docs, manage-users/…/checkpoint pagination of the Management API.
 */
export function checkpointAnswer(c: Context, name: string, all: JsonObject[], idName = 'id'): Json {
  const take = wholeNumber(c, 'take', 50, MAX_PAGE)
  if (take < 1) throw invalidQuery('Value 0 is less than minimum 1 on property take')
  const from = c.req.query('from')
  const start = from === undefined ? 0 : all.findIndex((item) => item[idName] === from)
  if (start < 0) throw new ApiError(400, 'Invalid pagination cursor.', 'invalid_paging')
  const next = all[start + take]?.[idName]
  const shown = all.slice(start, start + take).map((item) => selectFields(c, item))
  return { [name]: shown, ...(next === undefined ? {} : { next }) }
}

/** `fields=a,b` keeps these, with `include_fields=false` it leaves them out. */
export function selectFields(c: Context, item: JsonObject): JsonObject {
  const fields = c.req.query('fields')
  if (fields === undefined || fields === '') return item
  const named = new Set(fields.split(',').map((field) => field.trim()))
  const keep = flag(c, 'include_fields') ?? true
  return Object.fromEntries(Object.entries(item).filter(([name]) => named.has(name) === keep))
}
