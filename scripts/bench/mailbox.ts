import { setTimeout as wait } from 'node:timers/promises'

import type { InboxMessage } from '../local-tenant/state.ts'

/** Reads codes as people do who wait for them, many at once; see {@link openMailbox}. */
export type Mailbox = {
  /** The code of the newest message to this address or number, once there is one that nobody has read yet. */
  nextCode(to: string): Promise<string>
}

type Waiter = { until: number; resolve: (code: string) => void; reject: (error: Error) => void }

/** Milliseconds. A code lives three minutes. */
const PATIENCE = 150_000

/**
 * One reader for everybody: were the tenant asked by each of them, it would be busy with that. It does not wait until
 * nothing is under way any more, which in a crowd never comes.
 *
 * @param list the messages, oldest first; those to one address where only one is waited for
 */
export function openMailbox(list: (to?: string) => Promise<InboxMessage[]>): Mailbox {
  const read = new Map<string, number>()
  const waiting = new Map<string, Waiter>()
  let isReading = false

  return {
    nextCode: (to) =>
      new Promise((resolve, reject) => {
        if (waiting.has(to)) return reject(new Error('Two wait for codes to the same address at once.'))
        waiting.set(to, { until: performance.now() + PATIENCE, resolve, reject })
        if (!isReading) void keepReading()
      }),
  }

  async function keepReading(): Promise<void> {
    isReading = true
    while (waiting.size > 0) {
      try {
        const [only] = waiting.size === 1 ? waiting.keys() : []
        handOut(await list(only))
      } catch (error) {
        for (const to of [...waiting.keys()])
          end(to)?.reject(error instanceof Error ? error : new Error(String(error)))
      }
      if (waiting.size > 0) await wait(Math.min(150, 10 + 2 * waiting.size))
    }
    isReading = false
  }

  function handOut(messages: InboxMessage[]): void {
    for (const [to, { until }] of [...waiting]) {
      const codes = messages.filter((message) => message.to === to && message.code !== undefined)
      const newest = codes.at(-1)?.code
      if (newest !== undefined && codes.length > (read.get(to) ?? 0)) {
        read.set(to, codes.length)
        end(to)?.resolve(newest)
      } else if (performance.now() > until) {
        end(to)?.reject(new Error('No code has come.'))
      }
    }
  }

  function end(to: string): Waiter | undefined {
    const waiter = waiting.get(to)
    waiting.delete(to)
    return waiter
  }
}
