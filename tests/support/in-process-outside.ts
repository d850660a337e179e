import type { FaultPlans } from './in-process-faults.ts'

export type OutsideParts = {
  /** Hands a request to whoever serves it. */
  serve: (request: Request) => Promise<Response>
  faults: FaultPlans
  /** Lets time pass. */
  wait: (milliseconds: number) => void
  /** Ends every Action that runs. */
  crash: () => Promise<void>
}

/** What an Action reaches the outside with. Waiting takes the tenant's time, and none of ours. */
export type InProcessOutside = {
  fetch: typeof fetch
  AbortSignal: { timeout(milliseconds: number): AbortSignal }
}

const NEVER = new Promise<never>(() => undefined)

/** The outside of one Action: the tenant and the networks beside it, without sockets. */
export function inProcessOutside({ serve, faults, wait, crash }: OutsideParts): InProcessOutside {
  const limits = new WeakMap<AbortSignal, { controller: AbortController; milliseconds: number }>()
  return {
    AbortSignal: {
      timeout(milliseconds) {
        const controller = new AbortController()
        limits.set(controller.signal, { controller, milliseconds })
        return controller.signal
      },
    },
    async fetch(input, { signal, ...init } = {}) {
      const answer = async (): Promise<Response> => {
        const response = await serve(new Request(input, init))
        const isRedirect = response.status >= 300 && response.status < 400
        if (isRedirect && init.redirect === 'error') throw reset()
        return response
      }
      const fault = faults.take()
      if (fault === undefined) return answer()
      if (fault === 'answers_429') return Response.json({ statusCode: 429 }, RATE_LIMITED)
      if (fault === 'answers_500') return Response.json({ statusCode: 500 }, { status: 500 })
      if (fault.endsWith('_after')) await answer()
      if (fault.startsWith('reset')) throw reset()
      if (fault.startsWith('crash')) {
        await crash()
        return NEVER
      }
      const limit = signal ? limits.get(signal) : undefined
      // Whoever sets no limit waits for ever, until the run's own ends it.
      if (limit === undefined) return NEVER
      wait(limit.milliseconds)
      const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      limit.controller.abort(late)
      throw late
    },
  }
}

const RATE_LIMITED = { status: 429, headers: { 'retry-after': '1' } }

// As Node's own `fetch` says it.
function reset(): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
}
