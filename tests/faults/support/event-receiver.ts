import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { applyFault, createFaults } from '../../../scripts/local-tenant/faults.ts'
import type { Breakable } from './broken.ts'

/** Somebody's receiver of Security Event Tokens (RFC 8935), which can be broken as the tenant can. */
export type EventReceiver = Breakable & {
  url: () => string
  /** What it has taken, oldest first. */
  received: string[]
}

/** Call at the top of a test file: starts it before the first test. */
export function useEventReceiver(): EventReceiver {
  const faults = createFaults()
  const received: string[] = []
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  beforeEach(() => void received.splice(0))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  return {
    received,
    url: () => `http://localhost:${(server.address() as AddressInfo).port}/events`,
    set: (rules) => Promise.resolve(faults.set(rules)),
    clear: () => Promise.resolve(faults.clear()),
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const take = (): Promise<Response> => {
      received.push(Buffer.concat(chunks).toString())
      return Promise.resolve(new Response(null, { status: 202 }))
    }
    const fault = faults.take(incoming.method ?? '', incoming.url ?? '')
    const answered = await applyFault(fault, take, () => incoming.socket.destroy())
    if (incoming.socket.destroyed) return
    outgoing.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text())
  }
}
