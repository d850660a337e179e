import type { CodeAttempt } from './judge-attempt.ts'
import { readTime } from './read-time.ts'

/** Columns that a file of attempts has, in any order and beside any others. */
const COLUMNS = ['time', 'user', 'number', 'ip_country'] as const
type Column = (typeof COLUMNS)[number]

/** Where each column stands, and how many there are in all. */
export type Header = Readonly<Record<Column, number>> & { count: number }

/** @throws Error with a sentence that says which columns are missing; it names nothing else of the line */
export function readHeader(fields: readonly string[]): Header {
  const names = fields.map((field) => field.trim().toLowerCase())
  const missing = COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    const all = COLUMNS.join(',')
    throw new Error(
      `The first line must name the columns, separated by commas: ${all}. It lacks ${missing.join(', ')}.`,
    )
  }
  const twice = COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice.length > 0) throw new Error(`The first line names ${twice.join(', ')} twice.`)
  const [time, user, number, ip_country] = COLUMNS.map((column) => names.indexOf(column)) as [
    number,
    number,
    number,
    number,
  ]
  return { time, user, number, ip_country, count: names.length }
}

const COUNTRY = /^[a-z][a-z0-9]$/i

/** @returns what is wrong with the line, as a sentence without its contents, if it cannot be read */
export function readAttempt(fields: readonly string[], header: Header): CodeAttempt | string {
  if (fields.length !== header.count) return `columns: ${fields.length}, and not ${header.count}`
  const field = (column: Column) => fields[header[column]]?.trim() ?? ''
  const [user, number, ipCountry] = [field('user'), field('number'), field('ip_country').toUpperCase()]
  const at = readTime(field('time'))
  if (at === undefined) return 'the time is neither ISO 8601 nor seconds or milliseconds since 1970'
  if (user === '') return 'the user is empty'
  if (ipCountry !== '' && !COUNTRY.test(ipCountry)) return 'the ip_country is not a code of two letters'
  return { at, user, number, ipCountry }
}
