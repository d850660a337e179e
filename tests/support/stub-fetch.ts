/** One request as the stubbed `fetch` saw it. */
export type SentRequest = { url: string; method: string; headers: Headers; body: string; init: RequestInit }

/** What the outside answers: a response, or an error as `fetch` rejects with. */
export type Answer = (request: SentRequest) => Response | Promise<Response>

/**
 * Puts a `fetch` in place that answers from the list, in order, and repeats the last answer. Our adapters speak
 * https only, so that the network itself cannot be played by a plain server.
 */
export function stubFetch(...answers: [Answer, ...Answer[]]): SentRequest[] {
  const sent: SentRequest[] = []
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init = {}) => {
    const body = init.body instanceof URLSearchParams ? init.body.toString() : ((init.body as string) ?? '')
    const url = input instanceof Request ? input.url : input.toString()
    const request = { url, method: init.method ?? 'GET', headers: new Headers(init.headers), body, init }
    sent.push(request)
    const answer = answers[Math.min(sent.length, answers.length) - 1] ?? answers[0]
    return answer(request)
  })
  return sent
}

/** Answers with JSON, as Auth0's endpoints do. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    })

/** Answers with something that is no JSON, as a gateway does. */
export const text =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(body, { status, headers: { 'content-type': 'text/html', ...headers } })

/** Answers with a status and no body, as a deletion and a receiver of events do. */
export const nothing =
  (status: number): Answer =>
  () =>
    new Response(null, { status })

/** The connection breaks, as undici tells it. */
export const reset: Answer = () => Promise.reject(new TypeError('fetch failed'))

/** Never answers; ends when the caller gives up. */
export const hang: Answer = ({ init }) =>
  new Promise((_answer, reject) => {
    // What `fetch` does: it rejects with the reason of the signal.
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
  })
