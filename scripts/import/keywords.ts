/** What `##NAME##` and `@@NAME@@` in `tenant.yaml` stand for. */
export type Keywords = { [name: string]: string | readonly string[] }

const TEXT = /##([A-Z][A-Z0-9_]*)##/g
const LIST = /^@@([A-Z][A-Z0-9_]*)@@$/

/**
 * Fills keywords into a parsed document: `##NAME##` within any text, `@@NAME@@` for a whole value. It works on
 * values, not on text as deploy-cli does, so no value can change the document's structure, and the code of an Action
 * is never touched.
 *
 * @throws {Error} naming every keyword that has no value, or a value of the wrong kind
 */
export function fillKeywords(document: unknown, keywords: Keywords): unknown {
  const problems = new Set<string>()
  const filled = fill(document)
  if (problems.size > 0) throw new Error([...problems].join(' '))
  return filled

  function fill(value: unknown): unknown {
    if (typeof value === 'string') return fillText(value)
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]))
  }

  function fillText(text: string): unknown {
    const list = LIST.exec(text)?.[1]
    if (list !== undefined) {
      const value = valueOf(list)
      if (typeof value === 'string') problems.add(`The keyword ${list} must be a list.`)
      return value
    }
    return text.replace(TEXT, (mark, name: string) => {
      const value = valueOf(name)
      if (typeof value === 'object') problems.add(`The keyword ${name} must be a text.`)
      return typeof value === 'string' ? value : mark
    })
  }

  function valueOf(name: string): string | readonly string[] | undefined {
    const value = Object.hasOwn(keywords, name) ? keywords[name] : undefined
    if (value === undefined || value.length === 0) problems.add(`The keyword ${name} has no value.`)
    return value
  }
}
