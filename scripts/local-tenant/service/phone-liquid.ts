import { Liquid } from 'liquidjs'
import type { JsonObject } from '../state.ts'

/** Source: Auth0 docs, customize/phone-messages/phone-templates/supported-liquid-syntax. */
const TAGS = new Set([
  ...['for', 'cycle', 'tablerow', 'if', 'unless', 'case', 'assign', 'increment', 'decrement'],
  ...['include', 'layout', 'raw', 'comment'],
])
const FILTERS = new Set([
  ...['plus', 'minus', 'modulo', 'times', 'floor', 'ceil', 'round', 'divided_by', 'abs', 'at_least'],
  ...['at_most', 'append', 'prepend', 'capitalize', 'upcase', 'downcase', 'strip', 'lstrip', 'rstrip'],
  ...['strip_newlines', 'split', 'replace', 'replace_first', 'remove', 'remove_first', 'truncate'],
  ...['truncatewords', 'escape', 'escape_once', 'url_encode', 'url_decode', 'strip_html', 'newline_to_br'],
  ...['slice', 'map', 'sort', 'sort_natural', 'first', 'last', 'join', 'reverse', 'size', 'date', 'default'],
])

// No partials and no files: a template is text that an admin typed, nothing else.
const engine = new Liquid({ strictFilters: true, templates: {} })
for (const name of Object.keys(engine.tags)) if (!TAGS.has(name)) Reflect.deleteProperty(engine.tags, name)
for (const name of Object.keys(engine.filters)) {
  if (!FILTERS.has(name)) Reflect.deleteProperty(engine.filters, name)
}

/** @throws when the template does not parse, or uses a tag or filter that phone templates do not have */
export async function renderPhoneTemplate(source: string, variables: JsonObject): Promise<string> {
  return String(await engine.parseAndRender(source, variables))
}
