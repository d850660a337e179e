import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { ANSWER_HEADERS, answerPage } from './answer-page.ts'

/**
 * Where the browser brings the answer (RFC 8252, section 7.3). The port is fixed although the RFC has it vary: Auth0
 * compares callbacks as exact text, the port included, and knows placeholders for subdomains only.
 * Sources: Auth0 support, Callback-URL-Mismatch-Error-Is-Not-in-the-List-of-Allowed-Callback-URLs; Auth0 docs,
 * get-started/applications/wildcards-for-subdomains.
 */
export const CALLBACK = new URL('http://127.0.0.1:8976/callback')

export type Loopback = { answer: Promise<URL>; close(): Promise<void> }

/**
 * Waits for the browser to bring the answer with this state.
 *
 * @param signal ends the waiting, e.g. `AbortSignal.timeout(…)`: a person who closes the window brings no answer
 * @throws a sentence when somebody else has the port
 */
export async function listenForAnswer(state: string, signal: AbortSignal): Promise<Loopback> {
  let take: (answer: URL) => void = () => undefined
  const answer = new Promise<URL>((resolve, reject) => {
    take = resolve
    const giveUp = () => reject(new Error('No answer came back from the browser.'))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
  })
  // It may be given up before anybody waits for it.
  answer.catch(() => undefined)
  const server = createServer(receiver(state, (url) => take(url)))
  await listen(server)
  return {
    answer,
    async close() {
      server.close()
      server.closeIdleConnections()
      await once(server, 'close')
    },
  }
}

function receiver(state: string, take: (answer: URL) => void): RequestListener {
  return ({ method, url = '/' }, response) => {
    const asked = new URL(url, CALLBACK)
    const show = (status: number, title: string, text: string) =>
      response.writeHead(status, { ...ANSWER_HEADERS, connection: 'close' }).end(answerPage(title, text))
    if (method !== 'GET' || asked.pathname !== CALLBACK.pathname) {
      return show(404, 'Nothing here', 'This address waits for the answer of a login.')
    }
    // Any program or page of this computer can ask here. What does not know the state neither ends the login that is
    // going on nor signs its own account in (RFC 6749, section 10.12).
    const states = asked.searchParams.getAll('state')
    if (states.length !== 1 || states[0] !== state) {
      return show(
        400,
        'This is no answer to this app',
        'It belongs to another login. Start again in the app.',
      )
    }
    response.once('close', () => take(asked))
    return show(200, 'Back to the app', 'The app has the answer. You may close this window.')
  }
}

async function listen(server: Server): Promise<void> {
  try {
    // The address, not the name: other computers cannot reach it, and it needs no lookup (RFC 8252, section 8.3).
    server.listen(Number(CALLBACK.port), CALLBACK.hostname)
    await once(server, 'listening')
  } catch (cause) {
    const text = `Port ${CALLBACK.port} cannot be used: another login of this app is open, or another program has it.`
    throw new Error(text, { cause })
  }
}
