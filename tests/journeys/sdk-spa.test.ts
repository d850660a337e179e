import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import {
  enterCode,
  enterEmail,
  enterPhone,
  newestCode,
  passNotice,
} from '../../scripts/demo/universal-login.ts'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { bundlePage } from '../../scripts/examples/spa/bundle-page.ts'
import { useBrowser } from '../support/browser.ts'
import { useStage } from './support/stage.ts'
import { ADA, PHONE } from './support/steps.ts'

const stage = useStage()
const chromium = useBrowser()
let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

type Claims = Record<string, unknown>

test('auth0-spa-js completes login, the phone step, logout and a login by phone in a real browser', async () => {
  const origin = await serveSpa()
  // Without an address of its own: a header that the SDK did not send would be one too many for CORS.
  const page = await chromium.page({ extraHTTPHeaders: {} })
  const code = (to: string) => newestCode(() => stage.tenant.control.inbox(), to)
  await page.goto(origin)

  await start(page, `spa.signIn({ connection: 'email' })`)
  await enterEmail(page, ADA)
  await enterCode(page, await code(ADA))
  const first = await claimsBackAt(page, origin)
  expect(first['sub']).toMatch(/^email\|/)

  await start(page, `spa.signIn({ 'ext-phone': 'add' })`)
  await enterPhone(page, PHONE)
  await enterCode(page, await code(PHONE))
  await passNotice(page)
  const added = await claimsBackAt(page, origin)
  expect(added).toMatchObject({
    sub: first['sub'],
    phone_number: PHONE,
    phone_link: { intent: 'add', status: 'linked' },
  })

  await start(page, 'spa.signOut()')
  await page.waitForURL(`${origin}/`)
  await page.waitForFunction('window.spa')
  expect(await page.evaluate('spa.claims()')).toBeUndefined()

  await start(page, `spa.signIn({ connection: 'sms' })`)
  await enterPhone(page, PHONE)
  await enterCode(page, await code(PHONE))
  expect(await claimsBackAt(page, origin)).toMatchObject({ sub: first['sub'], phone_number: PHONE })
}, 60_000)

async function start(page: Page, call: string): Promise<void> {
  await page.waitForFunction('window.spa')
  await page.evaluate(`void ${call}`)
}

async function claimsBackAt(page: Page, origin: string): Promise<Claims> {
  await page.waitForURL((url) => url.origin === origin && url.searchParams.has('state'))
  await page.waitForFunction('window.spa')
  expect(await page.evaluate('spa.failure')).toBeUndefined()
  return page.evaluate<Claims>('spa.claims()')
}

/** Serves the bundled page on a free port, and lets the tenant know of it. */
async function serveSpa(): Promise<string> {
  const state = await stage.tenant.control.state()
  const client = clientNamed(state, 'Demo SPA')
  const script = await bundlePage(join(import.meta.dirname, 'support', 'spa-page.ts'), {
    ...{ domain: new URL(stage.origin).host, clientId: client.client_id },
  })
  const html = `<!doctype html><html lang="en"><title>App</title><script>${script}</script></html>`
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  await stage.management.clients.update(client.client_id, {
    callbacks: [`${origin}/`],
    web_origins: [origin],
    allowed_logout_urls: [`${origin}/`],
    client_metadata: { phone_link: 'on' },
  })
  const sms = state.configuration.connections.find(({ name }) => name === 'sms')
  await stage.management.connections.clients.update(sms?.id ?? '', [
    { client_id: client.client_id, status: true },
  ])
  return origin
}
