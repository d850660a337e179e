import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { finished } from 'node:stream'

/** Milliseconds in which a browser has followed a redirect and read the page it leads to. */
const PAGE_MS = 20

/**
 * Calls once the answer has gone out, or cannot any more, and the page that it leads to as well: at Auth0 an Action
 * shares no machine with the pages, here it would slow the one that is asked for while it runs.
 */
export function afterAnswer(c: Context, call: () => void): void {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
  // Without a connection (a test in this process), when whoever asked has had a turn.
  if (outgoing === undefined) setImmediate(call)
  else finished(outgoing, () => setTimeout(call, PAGE_MS).unref())
}
