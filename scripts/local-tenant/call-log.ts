import type { World } from './world.ts'

/** One request to the token endpoint, the keys, the Management API or a phone network. */
export type CallRecord = {
  method: string
  path: string
  status: number
  at: string
  /** Milliseconds until the answer, an injected delay included. */
  ms: number
  /** Which of the scopes that open an operation of the Management API the token had: the first of them, where it had several. */
  scope?: string
  from_action: boolean
}

export type CallLog = {
  /**
   * A call begins; tell what became of it when it ends. One that outlives `clear` is forgotten with the others.
   *
   * @param port the caller's own port, by which calls of Actions are told from others without a header
   */
  begin(port: number | undefined): (call: Omit<CallRecord, 'at' | 'from_action'>) => void
  list(): CallRecord[]
  clear(): void
  /** An Action's connection leaves from this port. */
  addActionPort(port: number): void
}

/** Calls that are remembered; a tenant that is left running for days must not grow for ever. */
const RECORD_LIMIT = 5000

const WATCHED =
  /^\/(oauth\/token$|\.well-known\/jwks\.json$|api\/v2\/|2010-04-01\/|v2\/Services\/|webhooks\/)/

export function createCallLog(world: World): CallLog {
  let calls: (Omit<CallRecord, 'from_action'> & { port: number | undefined })[] = []
  const actionPorts = new Set<number>()
  return {
    begin(port) {
      const log = calls
      return (call) => {
        if (!WATCHED.test(call.path)) return
        log.push({ ...call, at: world.clock.now().toISOString(), port })
        if (log.length > RECORD_LIMIT) log.shift()
      }
    },
    // Asked only now, because a worker's word of its port may arrive after the request it sent from there.
    list: () =>
      calls.map(({ port, ...call }) => ({
        ...call,
        from_action: port !== undefined && actionPorts.has(port),
      })),
    clear() {
      calls = []
    },
    addActionPort: (port) => void actionPorts.add(port),
  }
}
