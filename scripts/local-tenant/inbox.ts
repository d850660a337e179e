import { Hono } from 'hono'
import type { Context } from 'hono'
import { renderPage, stylesheet } from './endpoints/render-page.ts'
import type { InboxMessage } from './state.ts'
import type { Tenant } from './tenant.ts'

/** Seconds. */
const REFRESH = 5

const KINDS: Record<InboxMessage['channel'], string> = { sms: 'Text', voice: 'Call', email: 'Email' }

/** What the tenant has "sent": as JSON for programs, and as a page for people. Part of the control interface. */
export function inbox(tenant: Tenant): Hono {
  const app = new Hono()
  app.get('/inbox', (c) => {
    c.header('vary', 'Accept')
    return wantsPage(c) ? inboxPage(c, tenant) : c.json(found(c, tenant))
  })
  app.get('/inbox.html', (c) => inboxPage(c, tenant))
  app.get('/u/universal-login.css', (c) =>
    c.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  )
  return app
}

/** Browsers name `text/html`; programs that take anything get JSON. */
function wantsPage(c: Context): boolean {
  return /(^|,)\s*text\/html\b/i.test(c.req.header('accept') ?? '')
}

function found(c: Context, tenant: Tenant): InboxMessage[] {
  const { to, channel } = c.req.query()
  return tenant.state.inbox.filter(
    (message) =>
      (to === undefined || message.to === to) && (channel === undefined || message.channel === channel),
  )
}

function inboxPage(c: Context, tenant: Tenant): Promise<Response> {
  const url = new URL(c.req.url)
  const isStill = url.searchParams.get('refresh') === 'off'
  return renderPage(c, 200, 'inbox', {
    title: 'Inbox',
    // A page that changes under the reader can be told not to (WCAG 2.2.2).
    refresh: isStill ? undefined : REFRESH,
    stillUrl: withRefresh(url, 'off'),
    liveUrl: withRefresh(url, undefined),
    messages: found(c, tenant)
      .map((message, index) => ({
        ...message,
        number: index + 1,
        kind: KINDS[message.channel],
      }))
      .reverse(),
  })
}

function withRefresh(url: URL, value: string | undefined): string {
  const changed = new URL(url)
  if (value === undefined) changed.searchParams.delete('refresh')
  else changed.searchParams.set('refresh', value)
  return `${changed.pathname}${changed.search}`
}
