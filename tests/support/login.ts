import { visitorHeaders } from '../../scripts/demo/client-address.ts'

/**
 * A browser without a window: it keeps cookies, follows redirects and fills in forms, so that a whole login can
 * be walked in a few milliseconds. It runs no script and renders nothing; what people see is proved in Chromium.
 */
export type Form = {
  action: URL
  method: string
  /** Every named field with the value it has on the page; a submit button only counts when pressed. */
  fields: { name: string; value: string; type: string; autocomplete: string }[]
  buttons: { name: string; value: string; text: string }[]
}

export type Seen = {
  /** Where the browser is. When it was sent to an app, the app's URL, which was not opened. */
  url: URL
  status: number
  html: string
  forms: Form[]
}

type Stop = (url: URL) => boolean

export type HttpBrowser = {
  /** Opens a page and follows redirects until there are none, or one leads to an app or where `stopAt` says. */
  open(url: string | URL, stopAt?: Stop): Promise<Seen>
  /** Fills in the form that has these fields, presses its submit button, and goes on as `open` does. */
  submit(page: Seen, values: Record<string, string>, stopAt?: Stop): Promise<Seen>
  /** Presses the button or follows the link with this text. */
  press(page: Seen, text: RegExp, stopAt?: Stop): Promise<Seen>
  /** Posts a form of one's own making, as a page of somebody else could. */
  post(url: string | URL, body: URLSearchParams, stopAt?: Stop): Promise<Seen>
  /** Every URL that was asked for, oldest first. */
  readonly visited: URL[]
  /** Throws the cookies away, as a person does who clears the history. */
  forgetCookies(): void
}

export function httpBrowser(fetcher: typeof fetch, leavesTenant: Stop = isPlainHttp): HttpBrowser {
  const jar = new Map<string, Map<string, string>>()
  const address = visitorHeaders()
  const visited: URL[] = []

  const once = async (url: URL, init: RequestInit): Promise<Response> => {
    visited.push(url)
    const cookies = [...(jar.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetcher(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        accept: 'text/html',
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (journey)',
        ...address,
        ...(cookies === '' ? {} : { cookie: cookies }),
      },
    })
    for (const line of answer.headers.getSetCookie()) keep(jar, url.hostname, line)
    return answer
  }

  const go = async (start: URL, init: RequestInit, stopAt: Stop): Promise<Seen> => {
    let url = start
    let request = init
    for (let hops = 0; hops < 20; hops += 1) {
      const answer = await once(url, request)
      const location = answer.headers.get('location')
      if (location === null || answer.status < 300 || answer.status > 399) {
        return see(url, answer.status, await answer.text())
      }
      url = new URL(location, url)
      if (leavesTenant(url) || stopAt(url)) return see(url, answer.status, '')
      // Every redirect of the tenant is a 302 or 303, after which a browser asks with GET.
      request = {}
    }
    throw new Error('A redirect loop: twenty redirects without a page.')
  }

  const never: Stop = () => false
  const post = (url: string | URL, body: URLSearchParams, stopAt: Stop = never) =>
    go(new URL(url), { method: 'POST', body, headers: { 'content-type': FORM } }, stopAt)

  const send = (
    form: Form,
    values: Record<string, string>,
    pressed: Form['buttons'][number] | undefined,
    stopAt: Stop,
  ) => {
    const body = new URLSearchParams()
    for (const { name, value } of form.fields) body.append(name, values[name] ?? value)
    if (pressed !== undefined && pressed.name !== '') body.append(pressed.name, pressed.value)
    if (form.method === 'post') return post(form.action, body, stopAt)
    const target = new URL(form.action)
    target.search = body.toString()
    return go(target, {}, stopAt)
  }

  return {
    visited,
    forgetCookies: () => jar.clear(),
    open: (url, stopAt = never) => go(new URL(url), {}, stopAt),
    post,
    submit: (page, values, stopAt = never) => {
      const names = Object.keys(values)
      const form = page.forms.find(({ fields }) =>
        names.every((name) => fields.some((field) => field.name === name)),
      )
      if (form === undefined)
        throw new Error(`No form with ${names.join(', ')} at ${page.url.pathname} (${page.status})`)
      return send(form, values, form.buttons[0], stopAt)
    },
    press: (page, text, stopAt = never) => {
      for (const form of page.forms) {
        const button = form.buttons.find((candidate) => text.test(candidate.text))
        if (button !== undefined) return send(form, {}, button, stopAt)
      }
      const link = [...page.html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].find(([, , words]) =>
        text.test(wordsOf(words)),
      )
      const href = link === undefined ? undefined : attributesOf(link[1] ?? '').get('href')
      if (href === undefined)
        throw new Error(`Nothing to press that reads ${String(text)} at ${page.url.pathname}`)
      return go(new URL(href, page.url), {}, stopAt)
    },
  }
}

/** The apps of the journeys are on plain HTTP, the tenant never is. */
const isPlainHttp: Stop = (url) => url.protocol !== 'https:'

const FORM = 'application/x-www-form-urlencoded'

function keep(jar: Map<string, Map<string, string>>, host: string, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const cookies = jar.get(host) ?? new Map<string, string>()
  jar.set(host, cookies)
  const name = pair.slice(0, pair.indexOf('='))
  const ended = attributes.some((attribute) => /^max-age=(0|-\d+)$|^expires=.*1970/i.test(attribute))
  if (ended) cookies.delete(name)
  else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
}

function see(url: URL, status: number, html: string): Seen {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, opening, inside]) =>
    readForm(url, attributesOf(opening ?? ''), inside ?? ''),
  )
  return { url, status, html, forms }
}

function readForm(page: URL, attributes: Map<string, string>, inside: string): Form {
  const inputs = [...inside.matchAll(/<input\b([^>]*)>/gi)].map(([, text]) => attributesOf(text ?? ''))
  const selects = [...inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)].map(
    ([, opening, options]) => {
      // A list of countries is long: of its options only the chosen one is read.
      const chosen =
        /<option\b([^>]*\sselected\b[^>]*)>/i.exec(options ?? '') ?? /<option\b([^>]*)>/i.exec(options ?? '')
      return {
        name: attributesOf(opening ?? '').get('name') ?? '',
        value: attributesOf(chosen?.[1] ?? '').get('value') ?? '',
        type: 'select',
        autocomplete: '',
      }
    },
  )
  const fields = inputs
    .map((input) => ({
      name: input.get('name') ?? '',
      value: input.get('value') ?? '',
      type: input.get('type') ?? 'text',
      autocomplete: input.get('autocomplete') ?? '',
    }))
    .filter(({ name, type }) => name !== '' && type !== 'submit')
  const buttons = [...inside.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)]
    .map(([, opening, words]) => ({ of: attributesOf(opening ?? ''), text: wordsOf(words) }))
    .filter(({ of }) => (of.get('type') ?? 'submit') === 'submit')
    .map(({ of, text }) => ({ name: of.get('name') ?? '', value: of.get('value') ?? '', text }))
  return {
    action: new URL(attributes.get('action') ?? '', page),
    method: (attributes.get('method') ?? 'get').toLowerCase(),
    fields: [...fields, ...selects],
    buttons,
  }
}

function attributesOf(text: string): Map<string, string> {
  const found = text.matchAll(/([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)
  return new Map(
    [...found].map(([, name = '', a, b, c]) => [name.toLowerCase(), decodeText(a ?? b ?? c ?? '')]),
  )
}

const wordsOf = (html: string | undefined): string => decodeText((html ?? '').replace(/<[^>]*>/g, '')).trim()

function decodeText(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
