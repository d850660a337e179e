import type { Json, JsonObject } from '../state.ts'
import { invalidQuery } from './api-error.ts'
import { isObject } from './body.ts'
import { parseRange } from './query-range.ts'

type Scalar = string | number | boolean

const TERM = /^(\w[\w.-]*):(.+)$/s
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s
/** Without what Lucene gives a meaning, unless a backslash takes that away; signs mean something at the beginning only. */
const BARE = /^(?![+-])(?:[^\s!(){}[\]^"~?:\\/<>]|\\.)+$/s
const RANGE = /^[[{]/

/**
 * One `field:value` of a search.
 *
 * @throws {ApiError} 400 `invalid_query_string` for what Auth0 does not document or excludes, and for `email.domain`
 */
export function parseTerm(text: string, caseless: readonly string[]): (item: JsonObject) => boolean {
  const [, field = '', value = ''] = TERM.exec(text) ?? []
  if (field === '' || field === 'email.domain') throw invalidQuery(`The term ${text} is not supported`)
  if (field === '_exists_') {
    if (!/^[\w.-]+$/.test(value)) throw invalidQuery(`The field ${value} is not supported`)
    return (item) => partsAt(item, value.split('.')).some(isIndexed)
  }
  const isExact = QUOTED.test(value)
  const fits = RANGE.test(value) ? parseRange(value) : parseText(value, caseless.includes(field))
  if (field.startsWith('user_metadata.') && !isExact && (RANGE.test(value) || hasWildcard(value)))
    throw invalidQuery('Ranges and wildcards are not available on user_metadata')
  const path = field.split('.')
  return (item) => partsAt(item, path).filter(isScalar).some(fits)
}

const hasWildcard = (bare: string): boolean => bare.replaceAll(/\\./gs, '').includes('*')

/** Numbers, yes and no are compared as they are written. */
function parseText(value: string, caseless: boolean): (have: Scalar) => boolean {
  const quoted = QUOTED.exec(value)?.[1]
  if (quoted === undefined && !BARE.test(value)) throw invalidQuery(`The value ${value} is not supported`)
  const parts = [...(quoted ?? value).matchAll(/\\(.)|(\*)|([^\\*]+)/gs)].map(
    ([, escaped, wildcard, plain = '']) =>
      wildcard === undefined || quoted !== undefined ? { literal: escaped ?? wildcard ?? plain } : ANYTHING,
  )
  const literals = parts.map(({ literal = '' }) => literal).join('')
  if (parts[0] === ANYTHING && literals.length < 3)
    throw invalidQuery('A wildcard in front needs three characters beside it')
  const source = parts.map(({ literal }) => (literal === undefined ? '.*' : escapeRegExp(literal))).join('')
  const pattern = new RegExp(`^${source}$`, caseless ? 'isu' : 'su')
  return (have) => pattern.test(String(have))
}

const ANYTHING: { literal?: string } = {}

const escapeRegExp = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`)

/** What is at a path; lists on the way are passed through. */
function partsAt(value: Json | undefined, path: string[]): Json[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => partsAt(item, path))
  const [name, ...rest] = path
  if (name === undefined) return [value]
  return isObject(value) ? partsAt(value[name], rest) : []
}

const isScalar = (value: Json): value is Scalar => value !== null && typeof value !== 'object'

/** Nothing that is empty can be searched for. */
const isIndexed = (value: Json): boolean =>
  isScalar(value) || (value !== null && Object.values(value).some((part) => isIndexed(part)))
