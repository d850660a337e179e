/** What should go wrong with the tenant's own endpoints, for tests of what callers make of it. */
export type FaultRule = {
  method?: string
  /** The source of a regular expression on the path, without the query. */
  path: string
  /** The source of a regular expression on the body of the request: which grant, where one path serves several. */
  sent?: string
  /** Requests of its kind that pass unharmed before it applies: 2 breaks the third. Those that another rule took do not count. */
  after?: number
  /** How often it applies; without it, always. */
  times?: number
  /** Milliseconds before anything else happens. */
  delay_ms?: number
  /** Answers this instead of doing the work. */
  status?: number
  headers?: { [name: string]: string }
  /** Text as it is; anything else as JSON. */
  body?: unknown
  /** `before`: the connection breaks and nothing is done. `after`: the work is done, its answer is lost. */
  drop?: 'before' | 'after'
  /** The work is done, and every Action that runs is ended at that moment, as if its machine had failed. */
  kill?: boolean
}

export type Faults = {
  /** These, and no others. */
  set(rules: FaultRule[]): void
  clear(): void
  /** Whether a rule looks at bodies; otherwise none needs to be read. */
  looksAtBodies(): boolean
  /** The first rule that applies to this request, used up by one; `null` when all is well. */
  take(method: string, path: string, sent?: string): FaultRule | null
}

export function createFaults(): Faults {
  let active: { rule: FaultRule; pattern: RegExp; sentPattern: RegExp; spared: number; left: number }[] = []
  return {
    set(rules) {
      active = rules.map((rule) => ({
        rule,
        pattern: new RegExp(rule.path),
        sentPattern: new RegExp(rule.sent ?? ''),
        spared: rule.after ?? 0,
        left: rule.times ?? Number.POSITIVE_INFINITY,
      }))
    },
    clear() {
      active = []
    },
    looksAtBodies: () => active.some(({ rule }) => rule.sent !== undefined),
    take(method, path, sent = '') {
      const matching = active.filter(
        ({ rule, pattern, sentPattern, left }) =>
          left > 0 &&
          (rule.method === undefined || rule.method === method) &&
          pattern.test(path) &&
          sentPattern.test(sent),
      )
      for (const match of matching) {
        if (match.spared === 0) {
          match.left -= 1
          return match.rule
        }
        match.spared -= 1
      }
      return null
    },
  }
}

/** Plays one rule around the real handler. `dropConnection` breaks the connection without an answer. */
export async function applyFault(
  rule: FaultRule | null,
  handle: () => Promise<Response>,
  dropConnection: () => void,
): Promise<Response> {
  if (rule === null) return handle()
  if (rule.delay_ms !== undefined) await new Promise((resolve) => setTimeout(resolve, rule.delay_ms))
  if (rule.drop === 'before') {
    dropConnection()
    return new Response(null)
  }
  if (rule.drop === 'after') {
    await (await handle()).arrayBuffer()
    dropConnection()
    return new Response(null)
  }
  if (rule.status === undefined) return handle()
  const isText = typeof rule.body === 'string'
  const headers = { 'content-type': isText ? 'text/plain' : 'application/json', ...rule.headers }
  if (rule.body === undefined) return new Response(null, { status: rule.status, headers })
  return new Response(isText ? (rule.body as string) : JSON.stringify(rule.body), {
    status: rule.status,
    headers,
  })
}
