/**
 * A page with one generated part made anew, between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 * @throws when the page has no place for it
 */
export function putPart(text: string, page: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no place for "${name}", from ${start} to ${end}.`)
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`
}
