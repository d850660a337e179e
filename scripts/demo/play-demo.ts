import { createServer } from 'node:net'
import type { Browser } from 'playwright-core'
import { serveApp } from './app/serve-app.ts'
import { autoPlay } from './auto-play.ts'
import { findBrowser, launchBrowser } from './find-browser.ts'
import { drawJourneyPicture } from './journey-picture.ts'
import { startPreparedTenant } from './prepared-tenant.ts'
import { consoleProgress } from './progress.ts'
import { allowOrigin, clientNamed, managementOf } from './tenant-clients.ts'
import { trustingFetch } from './trusting-fetch.ts'

export type DemoOptions = { tenantPort: number; appPort: number; auto: boolean; screenshotFolder: string }

/** As shells have it: 128 and the number of SIGINT. */
const INTERRUPTED = 130

type Stoppable = { stop(): Promise<void> }

/**
 * Runs the demo until it is interrupted, or with `auto` until the journey has been played. A step that was interrupted
 * may still hold sockets and children: the caller ends the process.
 *
 * @returns the exit code: 0; 1 when the demo could not start or the journey was not as promised; 130 when the
 * played journey was interrupted.
 */
export async function playDemo(options: DemoOptions): Promise<number> {
  const running: Stoppable[] = []
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('interrupted'))
  })
  try {
    const played = run(options, running)
    // What is being started when the interrupt comes is not waited for: it ends with the process.
    played.catch(() => undefined)
    const first = await Promise.race([played, interrupted])
    if (first === 'interrupted' && options.auto) return INTERRUPTED
    if (!options.auto) await interrupted
    return 0
  } catch (error) {
    console.error(`\n✗ ${sentenceOf(error)}`)
    return 1
  } finally {
    const wasRunning = running.length > 0
    for (const part of running.reverse()) await part.stop().catch(() => undefined)
    if (wasRunning && !options.auto) console.log('\nStopped; nothing is left running.')
  }
}

async function run(options: DemoOptions, running: Stoppable[]): Promise<'ready'> {
  const progress = consoleProgress(process.stderr)
  const browserPath = options.auto ? findBrowser() : undefined
  await requireFree(options.tenantPort, '--port')
  await requireFree(options.appPort, '--app-port')

  const tenant = await startPreparedTenant({ port: options.tenantPort, progress })
  running.push(tenant)
  const state = await tenant.control.state()
  const client = clientNamed(state, 'Demo App')
  const fetcher = trustingFetch(tenant.caFile)
  const management = managementOf(state, tenant.origin, fetcher)
  const readInbox = () => tenant.control.inbox()
  const app = await serveApp({
    port: options.appPort,
    issuer: tenant.origin,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    fetch: fetcher,
    readInbox,
    beforeSignIn: (appOrigin) => allowOrigin(management, client, appOrigin),
  })
  running.push(app)
  progress.done(`Tenant on ${tenant.origin}, app on ${app.origin}`)

  if (browserPath === undefined) {
    const native = clientNamed(state, 'Demo Native').client_id
    console.log(welcome(app.origin, tenant.origin, tenant.caFile, native))
    return 'ready'
  }
  const browser: Browser = await launchBrowser(browserPath)
  running.push({ stop: () => browser.close() })
  const { screenshotFolder } = options
  await autoPlay({
    browser,
    appOrigin: app.origin,
    readInbox,
    management,
    advanceClock: (seconds) => tenant.control.advanceClock(seconds),
    screenshotFolder,
    print: console.log,
  })
  const picture = await drawJourneyPicture(browser, screenshotFolder)
  console.log(`\n✓ Everything was as promised. The journey in one picture: ${picture}`)
  return 'ready'
}

/** Fails with one sentence, before the slow steps, when somebody else has the port. */
async function requireFree(port: number, option: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${cause.code ?? cause.message})`
      reject(
        new Error(`Port ${port} ${why}: stop what uses it, or choose another with ${option}.`, { cause }),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const welcome = (appOrigin: string, tenantOrigin: string, caFile: string, nativeId: string): string => `
Open   ${appOrigin}          the app
       ${appOrigin}/inbox    the codes it "sends" by email and text

Try    1. Sign in with email: any address, e.g. ada@example.com; the code is in the inbox.
       2. Add a phone: any mobile number, e.g. +44 7400 123456; its code is in the inbox, too.
       3. Sign out, then sign in with the phone: it is the same account.
       4. Sign in as somebody else and add the same number: refused, and nothing changes.
       5. Sign in with a number that nobody has added: the page asks for a code, and none is sent.
       6. Replace the phone, remove it: each time the account's email is told, with a link for “This wasn't me”.

By API, as docs/from-oauth-ro.md does it step by step:
       export TENANT=${tenantOrigin}
       export CLIENT_ID=${nativeId}
       export CURL_CA_BUNDLE=${caFile}

Your browser will warn about ${tenantOrigin}: its certificate is made on this computer. Click through
(“Advanced”, then “Proceed”), or trust this authority: ${caFile}

Stop   Ctrl-C`
