import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'

/**
 * A `fetch` that also trusts the local tenant's own certificate authority, for a process that was started
 * without `NODE_EXTRA_CA_CERTS`. It never follows a redirect and keeps nothing but connections.
 *
 * @param caFile PEM file of the authority; only certificates it signed are accepted.
 */
export function trustingFetch(caFile: string): typeof fetch {
  const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true })
  return async (input, init) => {
    const asked = new Request(input, init)
    if (asked.url.startsWith('http:')) return fetch(asked, { redirect: 'manual' })
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    // Node leaves it out of a DELETE, whose body is then lost.
    const length = body === undefined ? {} : { 'content-length': String(body.length) }
    const headers = { ...Object.fromEntries(asked.headers), ...length }
    return new Promise<Response>((resolve, reject) => {
      const outgoing = request(asked.url, { method: asked.method, headers, agent }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => resolve(toResponse(incoming.statusCode ?? 502, incoming.rawHeaders, chunks)))
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

function toResponse(status: number, rawHeaders: string[], chunks: Buffer[]): Response {
  const headers = new Headers()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '')
  // The Response constructor refuses a body, even an empty one, with these (Fetch standard, "null body status").
  const bodyless = status === 204 || status === 205 || status === 304
  return new Response(bodyless ? null : new Uint8Array(Buffer.concat(chunks)), { status, headers })
}
