import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import type { Express } from 'express'
import { bundlePage } from './bundle-page.ts'

const page = join(import.meta.dirname, 'page')

export type SpaSettings = { domain: string; clientId: string; port: number }

/**
 * Serves the single-page app on 127.0.0.1, as `http://localhost:PORT`.
 *
 * @param settings.port 0 for a free one
 * @throws an error with `code: 'EADDRINUSE'` when the port is taken
 */
export async function serveSpa({ port, ...settings }: SpaSettings) {
  const script = await bundlePage(join(page, 'app.ts'), settings)
  const server = createServer(spa(script, settings.domain)).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The page at its start and at its callback: which it is, the page reads from its address. */
function spa(script: string, domain: string): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set({
      'content-security-policy': policyFor(`https://${domain}`),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    next()
  })
  app.get(['/', '/callback'], (_request, response) => response.sendFile(join(page, 'index.html')))
  app.get('/spa.css', (_request, response) => response.sendFile(join(page, 'spa.css')))
  app.get('/app.js', (_request, response) => response.type('js').send(script))
  return app
}

/**
 * The tenant is spoken to by script and, for a silent login, in a frame that nobody sees. The SDK keeps the refresh
 * token in a worker of its own, which it makes from a blob.
 */
function policyFor(tenant: string): string {
  return [
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    `connect-src ${tenant}; frame-src ${tenant}; img-src data:; worker-src blob:`,
  ].join('; ')
}
