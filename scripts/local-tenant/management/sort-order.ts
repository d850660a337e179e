import type { Context } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import { invalidQuery } from './api-error.ts'

/** The order that `sort=field:1` (ascending) or `field:-1` asks for; without it, the order they came in. */
export function inOrder(c: Context, items: JsonObject[]): JsonObject[] {
  const raw = c.req.query('sort')
  if (raw === undefined) return items
  const [, field, direction] = /^([\w.]+):(-?1)$/.exec(raw) ?? []
  if (field === undefined)
    throw invalidQuery('String does not match pattern: field:1 or field:-1 on property sort')
  const sign = direction === '1' ? 1 : -1
  return items.toSorted((a, b) => sign * compare(a[field], b[field]))
}

function compare(a: Json | undefined, b: Json | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [textOf(a), textOf(b)]
  return left < right ? -1 : Number(left > right)
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
