/** What an answer lacks of another one: each key, and each kind of value. Of a list, its first member is looked at. */
export function missingFrom(recorded: unknown, own: unknown, at = ''): string[] {
  if (recorded === null || own === null) return []
  if (Array.isArray(recorded)) {
    if (!Array.isArray(own)) return [`${at || 'the answer'} is no list`]
    const [first, same] = [recorded as unknown[], own as unknown[]].map(([each]) => each)
    return first === undefined || same === undefined ? [] : missingFrom(first, same, `${at}/0`)
  }
  if (typeof recorded !== typeof own)
    return [`${at || 'the answer'} is ${typeof own}, not ${typeof recorded}`]
  if (typeof recorded !== 'object') return []
  const present = own as { [key: string]: unknown }
  return Object.entries(recorded).flatMap(([key, value]) =>
    key in present ? missingFrom(value, present[key], `${at}/${key}`) : [`has no ${at}/${key}`],
  )
}
