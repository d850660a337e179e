import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { CallLog } from './call-log.ts'
import { applyFault, type Faults } from './faults.ts'
import type { History } from './history.ts'
import type { Tenant } from './tenant.ts'

export type Watch = {
  tenant: Pick<Tenant, 'state'>
  calls: CallLog
  faults: Faults
  history: History
  /** Ends every Action that runs. */
  restart: () => Promise<void>
}

/** An app whose calls are logged, and to which faults can happen. */
export function watched(
  app: Hono,
  { tenant, calls, faults, history, restart }: Watch,
): (request: Request, env: HttpBindings) => Promise<Response> {
  return async (request, env) => {
    const started = performance.now()
    const { pathname: path } = new URL(request.url)
    const { method } = request
    const { state } = tenant
    const { socket } = env.incoming
    const record = calls.begin(socket.remotePort)
    let dropped = false
    let scope: string | undefined
    const noteScope = (used: string) => void (scope = used)
    const sent = faults.looksAtBodies() ? await request.clone().text() : ''
    const fault = faults.take(method, path, sent)
    const response = await applyFault(
      fault,
      async () => {
        // Held up beyond a reset: the tenant that was asked is gone.
        if (tenant.state !== state) return new Response(null, { status: 503 })
        const answer = await app.fetch(request, { ...env, noteScope })
        history.note(method, path)
        // Before the answer, or its loss, can reach the Action.
        if (fault?.kill === true) await restart()
        return answer
      },
      () => {
        dropped = true
        socket.destroy()
      },
    )
    const status = dropped ? 0 : response.status
    const ms = performance.now() - started
    record({ method, path, status, ms, ...(scope === undefined ? {} : { scope }) })
    return response
  }
}
