import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { Liquid } from 'liquidjs'

const folder = join(import.meta.dirname, '..', 'pages')
const engine = new Liquid({ root: folder, extname: '.liquid', outputEscape: 'escape', cache: true })

type Status = 200 | 400 | 403 | 429

// No `form-action`: Chromium applies it to the redirects that follow a form, and those lead back to the app.
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

/** A page that runs no script and cannot be framed. */
export function renderPage(c: Context, status: Status, name: string, view: object): Promise<Response> {
  const html = engine.renderFileSync(name, view) as string
  const headers = { 'content-security-policy': PAGE_POLICY, 'x-frame-options': 'DENY', ...KEEP_PRIVATE }
  return Promise.resolve(c.html(html, status, headers))
}

/** A page whose one script hands the answer over; it is named by a nonce, and no other runs. */
export function renderScriptPage(c: Context, name: string, nonce: string, view: object): Promise<Response> {
  const html = engine.renderFileSync(name, { ...view, nonce }) as string
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'`
  return Promise.resolve(c.html(html, 200, { 'content-security-policy': policy, ...KEEP_PRIVATE }))
}

// The address of a login page lets its holder go on with the login, so it is told to nobody.
const KEEP_PRIVATE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}

export const stylesheet = readFileSync(join(folder, 'universal-login.css'), 'utf8')
