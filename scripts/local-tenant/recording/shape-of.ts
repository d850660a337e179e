/**
 * Names the shape of a JSON value: its keys and the types of what they hold, so that two answers of one shape need to
 * be kept once. A list is what its members are, each kind once.
 */
export function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].sort().join('|')}]`
  if (value === null) return 'null'
  if (typeof value === 'object') {
    const fields = Object.entries(value).filter(([, held]) => held !== undefined)
    return `{${fields
      .map(([name, held]) => `${nameIn(name)}:${shapeOf(held)}`)
      .sort()
      .join()}}`
  }
  return typeof value === 'string' ? textKind(value) : typeof value
}

/** Keys that are somebody's id, such as those of a memory of requests, are one kind of key. */
function nameIn(name: string): string {
  return /^[\w-]*\d[\w-]{7,}$/.test(name) ? '(id)' : name
}

/** Descriptions tell these apart by their formats. */
function textKind(text: string): string {
  if (text === '') return 'empty'
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return 'time'
  if (/^https?:\/\//.test(text)) return 'url'
  return /^[^\s@]+@[^\s@]+$/.test(text) ? 'email' : 'string'
}
