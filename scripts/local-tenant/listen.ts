import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Certificates } from './certificates.ts'

/** Everything here is for this machine only. */
const LOOPBACK = '127.0.0.1'

/** Milliseconds. The deploy CLI keeps its connections for longer than Node's servers do by default. */
const KEEP_ALIVE = 125_000

/**
 * Listens with TLS when given certificates, and without when not.
 *
 * @param port 0 for any free one
 * @throws one sentence that names the port when it is taken
 */
export async function listen(
  port: number,
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown,
  tls?: Certificates,
): Promise<{ server: Server; port: number }> {
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    listener(incoming, outgoing)
  }
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, answer) : createServer(answer)
  server.keepAliveTimeout = KEEP_ALIVE
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen(port, LOOPBACK, resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`Port ${port} is in use: stop what listens there, or choose another port with --port.`)
  }
  if (error.code === 'EACCES')
    return new Error(`Port ${port} may not be used: choose one above 1023 with --port.`)
  return error
}
