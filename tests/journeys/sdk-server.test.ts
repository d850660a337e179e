import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { auth } from 'express-openid-connect'
import { allowOrigin, clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { httpBrowser } from '../support/login.ts'
import type { HttpBrowser, Seen } from '../support/login.ts'
import { serveDemoApp } from './support/demo-app.ts'
import { useStage } from './support/stage.ts'
import { ADA, PHONE, codeFor, fieldOf, isForm } from './support/steps.ts'

const stage = useStage()

// These apps are opened as well, so the browser stops nowhere.
const wholeBrowser = () => httpBrowser(stage.fetch, () => false)

async function prove(browser: HttpBrowser, page: Seen, what: 'email' | 'tel', to: string): Promise<Seen> {
  const asked = await browser.submit(page, { [fieldOf(page, what)]: to })
  const arrived = await browser.submit(asked, { [fieldOf(asked, 'one-time-code')]: await codeFor(stage, to) })
  return isForm(arrived) ? browser.press(arrived, /^Continue$/) : arrived
}

const fact = (page: Seen, name: string) =>
  new RegExp(`data-fact="${name}"[^>]*>([^<]*)<`).exec(page.html)?.[1] ?? ''

test('openid-client completes login, the phone step, logout and a login by phone', async () => {
  const app = await serveDemoApp(stage)
  try {
    const browser = wholeBrowser()
    const account = await prove(browser, await browser.open(`${app.origin}/sign-in/email`), 'email', ADA)
    expect(account.url.pathname).toBe('/account')
    const sub = fact(account, 'sub')
    expect(sub).toMatch(/^email\|/)

    const linked = await prove(browser, await browser.open(`${app.origin}/add-phone`), 'tel', PHONE)
    expect(linked.html).toContain('Your phone is added')
    expect(fact(linked, 'phone')).toBe(PHONE)

    expect((await browser.press(linked, /sign out/i)).url.href).toBe(`${app.origin}/`)
    const silent = await browser.open(`${app.origin}/check`)
    expect(fact(silent, 'error')).toBe('login_required')

    const byPhone = await prove(browser, await browser.open(`${app.origin}/sign-in/phone`), 'tel', PHONE)
    expect(fact(byPhone, 'sub')).toBe(sub)
  } finally {
    await app.stop()
  }
})

test('express-openid-connect completes login, the phone step, logout and a login by phone', async () => {
  const { server, origin } = await serveExpressApp()
  try {
    const browser = wholeBrowser()
    const me = await prove(browser, await browser.open(`${origin}/sign-in?connection=email`), 'email', ADA)
    const { sub } = JSON.parse(me.html) as { sub: string }
    expect(sub).toMatch(/^email\|/)

    const added = await prove(browser, await browser.open(`${origin}/sign-in?ext-phone=add`), 'tel', PHONE)
    expect(JSON.parse(added.html)).toMatchObject({
      sub,
      phone_number: PHONE,
      phone_number_verified: true,
      phone_link: { intent: 'add', status: 'linked' },
    })

    expect((await browser.open(`${origin}/logout`)).html).toBe('{"nobody":true}')
    const byPhone = await prove(browser, await browser.open(`${origin}/sign-in?connection=sms`), 'tel', PHONE)
    expect(JSON.parse(byPhone.html)).toMatchObject({ sub, phone_number: PHONE })
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('the ManagementClient of auth0 reads both identities of the linked account', async () => {
  const { server, origin } = await serveExpressApp()
  try {
    const browser = wholeBrowser()
    await prove(browser, await browser.open(`${origin}/sign-in?connection=email`), 'email', ADA)
    await prove(browser, await browser.open(`${origin}/sign-in?ext-phone=add`), 'tel', PHONE)
    const [user, ...others] = await stage.management.users.listUsersByEmail({ email: ADA })
    expect(others).toEqual([])
    expect(user?.identities).toMatchObject([
      { provider: 'email', connection: 'email', isSocial: false },
      {
        provider: 'sms',
        connection: 'sms',
        isSocial: false,
        profileData: { phone_number: PHONE, phone_verified: true },
      },
    ])
    expect(user?.phone_number).toBeUndefined()
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

async function serveExpressApp(): Promise<{ server: Server; origin: string }> {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const client = clientNamed(await stage.tenant.control.state(), 'Demo App')
  await allowOrigin(stage.management, client, origin)
  app.use(
    auth({
      issuerBaseURL: stage.origin,
      baseURL: origin,
      clientID: client.client_id,
      clientSecret: client.client_secret,
      secret: 'a secret of this test that is long enough',
      clientAuthMethod: 'client_secret_post',
      authRequired: false,
      idpLogout: true,
      customFetch: stage.fetch,
      authorizationParams: { response_type: 'code', scope: 'openid profile email phone' },
      routes: { postLogoutRedirect: `${origin}/` },
    }),
  )
  app.get('/sign-in', (request, response) =>
    response.oidc.login({ returnTo: '/', authorizationParams: request.query }),
  )
  app.get('/', (request, response) => {
    response.json(request.oidc.user ?? { nobody: true })
  })
  return { server, origin }
}
