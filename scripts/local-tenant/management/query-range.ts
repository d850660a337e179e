import { invalidQuery } from './api-error.ts'

/** An end of a range, as what is compared with numbers and with times; what it cannot be is not a number. */
type Bound = { number: number; time: number }

const RANGE = /^([[{])("[^"]*"|[^\s"]+)\s+TO\s+("[^"]*"|[^\s"]+)([\]}])$/
const NUMBER = /^-?\d+(?:\.\d+)?$/
const DATE = /^\d{4}(?:-\d\d){0,2}$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/
const [DAY, SECOND] = [86_400_000, 1000]

/**
 * `[min TO max]` includes both ends, `{min TO max}` neither; `*` leaves an end open. Numbers are compared with numbers,
 * and times with texts that tell a time.
 *
 * @throws {ApiError} 400 `invalid_query_string`
 * Source: Auth0 docs, manage-users/user-search/user-search-query-syntax, «Ranges».
 */
export function parseRange(text: string): (have: string | number | boolean) => boolean {
  const [, opening, min, max, closing] = RANGE.exec(text) ?? []
  if (min === undefined || max === undefined) throw invalidQuery(`The range ${text} is not supported`)
  const [fromMin, toMax] = [opening === '[', closing === ']']
  const lower = parseBound(unquoted(min), -Infinity, !fromMin)
  const upper = parseBound(unquoted(max), Infinity, toMax)
  const isWithin = (have: number, from: number, to: number) =>
    (fromMin ? have >= from : have > from) && (toMax ? have <= to : have < to)
  return (have) =>
    typeof have === 'number'
      ? isWithin(have, lower.number, upper.number)
      : isWithin(timeOf(String(have), false), lower.time, upper.time)
}

const unquoted = (text: string): string => text.replaceAll('"', '')

function parseBound(text: string, open: number, isEnd: boolean): Bound {
  if (text === '*') return { number: open, time: open }
  const bound = { number: NUMBER.test(text) ? Number(text) : NaN, time: timeOf(text, isEnd) }
  if (Number.isNaN(bound.number) && Number.isNaN(bound.time))
    throw invalidQuery(`${text} is neither a number nor a time`)
  return bound
}

/**
 * A time in milliseconds, by UTC where it says nothing else. What is left out is its beginning, or the end of that day
 * or second, so that `[* TO 2026-01-01]` includes the day. Source: Elasticsearch's range query, «Missing date components».
 */
function timeOf(text: string, isEnd: boolean): number {
  if (DATE.test(text)) return Date.parse(text) + (isEnd ? DAY - 1 : 0)
  const [time, fraction, zone] = TIME.exec(text) ?? []
  if (time === undefined) return NaN
  return (
    Date.parse(zone === undefined ? `${time}Z` : time) + (isEnd && fraction === undefined ? SECOND - 1 : 0)
  )
}
