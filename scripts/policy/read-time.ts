const ISO_8601 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(Z|[+-]\d\d(?::?\d\d)?)?$/i
const EPOCH = /^(\d{9,14})(\.\d{1,9})?$/
/** Read as seconds this is the year 5138, read as milliseconds 1973. */
const LEAST_MILLISECONDS = 1e11

/**
 * A time as logs have it: ISO 8601 with date and time, UTC where it has no offset; or seconds or milliseconds since
 * 1970. Nothing else is guessed at.
 */
export function readTime(text: string): Date | undefined {
  const [, epoch] = EPOCH.exec(text) ?? []
  if (epoch !== undefined) {
    return new Date(Math.round(Number(epoch) < LEAST_MILLISECONDS ? Number(text) * 1000 : Number(text)))
  }
  const [, date, time = '', offset = 'Z'] = ISO_8601.exec(text) ?? []
  if (date === undefined || !isOfCalendar(date)) return undefined
  const at = new Date(`${date}T${time.replace(',', '.')}${inFull(offset)}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

// Where a day is not in its month, JavaScript goes on to the next one.
function isOfCalendar(date: string): boolean {
  return new Date(date).getUTCDate() === Number(date.slice(-2))
}

function inFull(offset: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(offset) ?? []
  return hours === undefined ? 'Z' : `${hours}:${minutes}`
}
