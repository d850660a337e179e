/** What stands in a page that an admin wrote: words and their layout, nothing that runs and nothing that sends. */
const TAGS = new Set(
  'h1 h2 h3 h4 h5 h6 p br hr strong b em i u s small sub sup code pre blockquote ul ol li dl dt dd a img span div table thead tbody tr th td bdi bdo'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(['href', 'src', 'alt', 'title', 'class', 'dir', 'lang', 'colspan', 'rowspan'])
const URL_ATTRIBUTES = new Set(['href', 'src'])
/** An entity could hide another scheme, so a URL must begin with one of these as it stands. */
const SAFE_URL = /^(https?:\/\/|mailto:|tel:|\/|#|data:image\/(png|jpeg|gif|webp);)/i

const WITH_CONTENT =
  /<(script|style|iframe|object|template|svg|math|noscript|textarea|title)\b[\s\S]*?(<\/\1\s*>|$)/gi
const PIECE = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>|</g
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/** HTML with only what is known to be harmless left in. */
export function sanitise(html: string): string {
  return html
    .replace(WITH_CONTENT, '')
    .replace(PIECE, (piece, closing: string | undefined, name: string | undefined, attributes = '') => {
      if (name === undefined) return piece.startsWith('<!--') ? '' : '&lt;'
      const tag = name.toLowerCase()
      if (!TAGS.has(tag)) return ''
      return closing === '/' ? `</${tag}>` : `<${tag}${safeAttributes(String(attributes))}>`
    })
}

function safeAttributes(text: string): string {
  return [...text.matchAll(ATTRIBUTE)]
    .map(([, name = '', a, b, c]) => ({ name: name.toLowerCase(), value: (a ?? b ?? c ?? '').trim() }))
    .filter(({ name }) => ATTRIBUTES.has(name))
    .filter(({ name, value }) => !URL_ATTRIBUTES.has(name) || SAFE_URL.test(value))
    .map(({ name, value }) => ` ${name}="${value.replace(/"/g, '&quot;')}"`)
    .join('')
}

export function escapeHtml(text: string): string {
  const entities: { [character: string]: string } = {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
    ...{ '"': '&quot;', "'": '&#39;' },
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A page has one main heading: the first that the texts have, if they have one; every other is below it. */
export function withOneMainHeading(contents: string[]): { contents: string[]; heading: string | undefined } {
  let heading: string | undefined
  const levelled = contents.map((content) =>
    content.replace(/<(h[12])(\s[^>]*)?>([\s\S]*?)<\/\1>/g, (_, _name, attributes = '', words: string) => {
      const isMain = heading === undefined
      heading ??= words.replace(/<[^>]*>/g, '').trim()
      const level = isMain ? 'h1' : 'h2'
      return `<${level}${String(attributes)}>${words}</${level}>`
    }),
  )
  return { contents: levelled, heading }
}
