import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { finished } from 'node:stream'

/** Calls once the answer has gone out, or cannot any more. */
export function afterAnswer(c: Context, call: () => void): void {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
  // Without a connection (a test in this process), when whoever asked has had a turn.
  if (outgoing === undefined) setImmediate(call)
  else finished(outgoing, call)
}
