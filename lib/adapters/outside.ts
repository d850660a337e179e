import { setTimeout as wait } from 'node:timers/promises'

import { UpstreamError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { parseRetryAfter } from '../protocol/retry-after.ts'
import { isRecord, oneOf } from '../protocol/unknown-json.ts'

/** Milliseconds that all outside calls of one Action run may take together. The platform's own limit is 20 s. */
export const RUN_BUDGET_MS = 8_000

/** Milliseconds that one outside call may take. */
export const CALL_TIMEOUT_MS = 3_000

/** Milliseconds that a call which delivers a code may take: nobody waits for it, and giving up loses the code. */
export const DELIVERY_TIMEOUT_MS = 6_000

const DEFAULT_RETRY_WAIT_MS = 250

/** Milliseconds below which a call is not begun: no answer would be in time, and a timer may end one early. */
const SHORTEST_CALL_MS = 10

export type OutsideRequest = {
  /** Names the call in errors and logs, e.g. `token`. */
  at: string
  url: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  /** Sent as a form or as JSON. */
  form?: Record<string, string>
  json?: unknown
  /** Sent as it is, with a content type of its own. */
  text?: { type: string; body: string }
  /** Which answers are asked for once more: a 429 did nothing; after a 5xx, only what may be done twice. */
  retry: 'never' | 'on_429' | 'on_429_or_5xx'
  /** Milliseconds, if other than usual. */
  timeoutMs?: number
}

export type OutsideAnswer = { status: number; body: unknown }

/**
 * Makes one outside call, within what is left of the run's budget.
 * @throws UpstreamError `timeout`, `unreachable` or `malformed`; a status is an answer, not an error
 */
export type Outside = (request: OutsideRequest) => Promise<OutsideAnswer>

/** @param clock tells how long a rate limit lasts; the budget itself is measured on the monotonic clock */
export function createOutside(clock: Clock, budgetMs: number = RUN_BUDGET_MS): Outside {
  const deadline = performance.now() + budgetMs
  const left = () => deadline - performance.now()

  return async (request) => {
    const first = await send(request, left())
    if (!shouldRetry(request, first.status)) return first.answer
    const pause = parseRetryAfter(first.headers, clock.now()) ?? DEFAULT_RETRY_WAIT_MS
    // Not worth waiting for what the budget cannot reach.
    if (pause + DEFAULT_RETRY_WAIT_MS > left()) return first.answer
    await wait(pause)
    return (await send(request, left())).answer
  }
}

/** Why a call failed that was not made, because next to nothing was left of the budget. */
const OUT_OF_BUDGET = new Error('out of budget')

/** What only happens before there is a connection. */
const NOT_CONNECTED = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'] as const

/**
 * Whether a call that failed has surely not reached the other side, so that making it again does nothing twice.
 * Where that cannot be known, as after a time-out, it is not said.
 */
export function wasNeverSent({ cause }: UpstreamError): boolean {
  // `fetch` rejects with a TypeError; its cause is what the name look-up or the socket met.
  const met = isRecord(cause) ? cause.cause : undefined
  return cause === OUT_OF_BUDGET || (isRecord(met) && oneOf(NOT_CONNECTED, met.code) !== undefined)
}

type Sent = { status: number; headers: Headers; answer: OutsideAnswer }

async function send(request: OutsideRequest, leftMs: number): Promise<Sent> {
  if (leftMs < SHORTEST_CALL_MS) throw new UpstreamError(request.at, 'timeout', { cause: OUT_OF_BUDGET })
  // It takes whole milliseconds only, and throws at any other number.
  const signal = AbortSignal.timeout(Math.min(request.timeoutMs ?? CALL_TIMEOUT_MS, Math.ceil(leftMs)))
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...contentType(request), ...request.headers },
      ...bodyOf(request),
      // A redirect would carry our credentials elsewhere.
      redirect: 'error',
      signal,
    })
    const text = await response.text()
    const body = parseBody(request.at, response, text)
    return { status: response.status, headers: response.headers, answer: { status: response.status, body } }
  } catch (error) {
    if (error instanceof UpstreamError) throw error
    throw new UpstreamError(request.at, signal.aborted ? 'timeout' : 'unreachable', { cause: error })
  }
}

function parseBody(at: string, response: Response, text: string): unknown {
  try {
    // Nothing at all is what a deletion answers.
    return text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    // Whatever a failing server sends instead of JSON, its status is the answer.
    if (!response.ok) return undefined
    throw new UpstreamError(at, 'malformed', { cause: error })
  }
}

function shouldRetry(request: OutsideRequest, status: number): boolean {
  if (request.retry === 'never') return false
  return status === 429 || (status >= 500 && request.retry === 'on_429_or_5xx')
}

function contentType(request: OutsideRequest): Record<string, string> {
  if (request.text) return { 'content-type': request.text.type }
  return request.json === undefined ? {} : { 'content-type': 'application/json' }
}

function bodyOf(request: OutsideRequest): { body?: string | URLSearchParams } {
  if (request.text) return { body: request.text.body }
  if (request.form) return { body: new URLSearchParams(request.form) }
  return request.json === undefined ? {} : { body: JSON.stringify(request.json) }
}
