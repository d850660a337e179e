import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { findBrowser } from '../../scripts/demo/find-browser.ts'
import {
  emailField,
  passNotice,
  phoneField,
  proveEmail,
  provePhone,
} from '../../scripts/demo/universal-login.ts'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { enableClient } from '../../scripts/examples/enable-client.ts'
import { serveSpa } from '../../scripts/examples/spa/serve-spa.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { useStage } from '../journeys/support/stage.ts'
import { ADA, GRACE, OTHER_PHONE, PHONE, phoneIdentities } from '../journeys/support/steps.ts'
import { accessibilityFindings, screenshot, useBrowser } from '../support/browser.ts'

/** Several logins in a row, each with its pages. */
jest.setTimeout(60_000)

const stage = useStage()
const chromium = useBrowser()
/** It blocks cookies of other sites, and http and https are two sites. */
const asPeopleHaveIt = useBrowser(findBrowser)
let spa: Awaited<ReturnType<typeof serveSpa>>
let clientId = ''

beforeEach(async () => {
  clientId = clientNamed(await stage.tenant.control.state(), 'Demo SPA').client_id
  await enableClient(stage.management, clientId, 'browser')
  spa = await serveSpa({ domain: new URL(stage.origin).host, clientId, port: 0 })
  // The tenant knows the port that people use; a test takes one that is free.
  await stage.management.clients.update(clientId, {
    ...{ callbacks: [`${spa.origin}/callback`], allowed_logout_urls: [`${spa.origin}/`] },
    web_origins: [spa.origin],
  })
})
afterEach(() => spa.stop())

const inbox = () => stage.tenant.control.inbox()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const notice = (page: Page, title: string) => page.getByRole('heading', { name: title }).waitFor()
const shown = (page: Page, id: string) => page.locator(`#${id}`).textContent()
const numbers = async () => (await phoneIdentities(stage)).map(({ number }) => number)

/** A page in a browser of its own: its requests to the tenant must do with the headers that the SDK sends. */
const newPage = (from = chromium) => from.page({ extraHTTPHeaders: {} })

async function open(): Promise<Page> {
  const page = await newPage()
  await page.goto(spa.origin)
  await button(page, 'Sign in with email').waitFor()
  return page
}

async function signedIn(email = ADA, page?: Page): Promise<Page> {
  const tab = page ?? (await newPage())
  await tab.goto(spa.origin)
  await button(tab, 'Sign in with email').click()
  await proveEmail(tab, email, inbox)
  await button(tab, 'Sign out').waitFor()
  return tab
}

async function withPhone(): Promise<Page> {
  const page = await signedIn()
  await button(page, 'Add a phone').click()
  await provePhone(page, PHONE, inbox)
  await passNotice(page)
  await notice(page, 'Your phone is added')
  return page
}

/** The next refresh that the page makes, with the token it shows; the SDK's worker sends it. */
async function refreshed(page: Page): Promise<string> {
  const [request] = await Promise.all([
    page.context().waitForEvent('request', isRefresh),
    button(page, 'Refresh silently').click(),
  ])
  await request.response()
  return new URLSearchParams(request.postData() ?? '').get('refresh_token') ?? ''
}

const isRefresh = (request: Request): boolean =>
  (request.postData() ?? '').includes('grant_type=refresh_token')

test('people sign in by email, add, replace and remove a phone, and the page shows claim and number', async () => {
  const page = await withPhone()
  const sub = await shown(page, 'sub')
  expect(sub).toMatch(/^email\|/)
  expect(await shown(page, 'email')).toBe(ADA)
  expect(await shown(page, 'phone')).toBe(PHONE)
  expect(await shown(page, 'claim')).toBe('{"intent":"add","status":"linked"}')
  expect(await button(page, 'Add a phone').isVisible()).toBe(false)

  await button(page, 'Replace the phone').click()
  await provePhone(page, OTHER_PHONE, inbox)
  await passNotice(page)
  await notice(page, 'Your phone is replaced')
  expect(await shown(page, 'phone')).toBe(OTHER_PHONE)
  expect(await numbers()).toEqual([OTHER_PHONE])

  await button(page, 'Remove the phone').click()
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
  expect(await shown(page, 'phone')).toBe('none yet')
  expect(await shown(page, 'sub')).toBe(sub)
  expect(await numbers()).toEqual([])
  await button(page, 'Add a phone').waitFor()
})

test('a phone that was added signs in to the same account, after signing out', async () => {
  const page = await withPhone()
  const sub = await shown(page, 'sub')
  await button(page, 'Sign out').click()
  await button(page, 'Sign in with phone').waitFor()
  const { refreshTokens } = await stage.tenant.control.state()
  expect(refreshTokens.at(-1)).toMatchObject({ client_id: clientId, spent: true })
  await button(page, 'Sign in with phone').click()
  await provePhone(page, PHONE, inbox)
  await button(page, 'Sign out').waitFor()
  expect(await shown(page, 'sub')).toBe(sub)
  expect(await shown(page, 'claim')).toBe('none')
})

test('each silent refresh shows another refresh token, and the claims are those of now', async () => {
  const page = await withPhone()
  const first = await refreshed(page)
  await page.getByText('Fetched again').waitFor()
  expect(await shown(page, 'claim')).toBe('none')
  expect(await shown(page, 'phone')).toBe(PHONE)
  const second = await refreshed(page)
  expect(new Set([first, second, '']).size).toBe(3)
})

test('when an old refresh token is used again, none of them works, and without a session the page asks to sign in', async () => {
  const page = await signedIn()
  const stolen = await refreshed(page)
  await page.getByText('Fetched again').waitFor()
  const { status } = await stage.fetch(`${stage.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: stolen }),
  })
  expect(status).toBe(403)
  const { refreshTokens } = await stage.tenant.control.state()
  expect(refreshTokens.filter(({ spent }) => !spent)).toEqual([])
  await page.context().clearCookies()
  await button(page, 'Refresh silently').click()
  await notice(page, 'Nobody is signed in')
  await button(page, 'Sign in with email').waitFor()
})

test('after a reload the tenant’s session signs in again, where the browser lets its cookie through', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'spa-example-'))
  const context = await launchWithCookies(profile)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await signedIn(ADA, page)
  await page.reload()
  await button(page, 'Sign out').waitFor()
  expect(await shown(page, 'email')).toBe(ADA)
  expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
  await context.close()
  rmSync(profile, { recursive: true })
})

/** A Chromium that takes cookies of other sites, which it blocks by default; http and https are two sites. */
function launchWithCookies(profile: string): Promise<BrowserContext> {
  mkdirSync(join(profile, 'Default'))
  const preferences = { profile: { cookie_controls_mode: 0 } }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  return playwright.launchPersistentContext(profile, {
    ...{ executablePath: findBrowser(), headless: true, ignoreHTTPSErrors: true },
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
}

test('after a reload people sign in again where the browser keeps the tenant’s cookie to itself', async () => {
  const page = await signedIn(ADA, await newPage(asPeopleHaveIt))
  await page.reload()
  await button(page, 'Sign in with email').waitFor()
})

test('whoever cancels the phone step is told so, stays signed in, and no code stays in the address', async () => {
  const page = await signedIn()
  await button(page, 'Add a phone').click()
  await phoneField(page).waitFor()
  await button(page, 'Cancel').click()
  await notice(page, 'The phone was not added')
  expect(page.url()).toBe(`${spa.origin}/`)
  expect(await shown(page, 'claim')).toBe('{"intent":"add","status":"cancelled"}')
  expect(await numbers()).toEqual([])
})

test('a login that is cancelled, denied or not this page’s own ends in a sentence with its code', async () => {
  const page = await open()
  await button(page, 'Sign in with email').click()
  await emailField(page).waitFor()
  await button(page, 'Cancel').click()
  await notice(page, 'You were not signed in')
  await page.getByText('(access_denied)').waitFor()

  await setPolicy(stage, { PHONE_POLICY: 'required' })
  await button(page, 'Sign in with email').click()
  await proveEmail(page, ADA, inbox)
  await button(page, 'Cancel').click()
  await notice(page, 'A phone is needed here')
  await page.getByText('(phone_required)').waitFor()

  for (const forged of ['?code=stolen&state=wrong', '?error=access_denied&state=wrong', '']) {
    await page.goto(`${spa.origin}/callback${forged}`)
    await notice(page, 'This login is no longer open')
    await button(page, 'Sign in with email').waitFor()
  }
})

test('an answer with another state than was asked for is not taken', async () => {
  const page = await open()
  await button(page, 'Sign in with email').click()
  await emailField(page).waitFor()
  await page.goto(`${spa.origin}/callback?code=stolen&state=wrong`)
  await notice(page, 'This login is no longer open')
  await button(page, 'Sign in with email').waitFor()
})

test('a phone step that somebody else finishes is not taken for one’s own', async () => {
  const page = await signedIn(ADA, await newPage(asPeopleHaveIt))
  // In another tab, somebody else.
  await signedIn(GRACE, await page.context().newPage())
  await button(page, 'Add a phone').click()
  await provePhone(page, PHONE, inbox)
  await passNotice(page)
  await notice(page, 'That is another account')
  await button(page, 'Sign in with email').waitFor()
})

test('the page can be used by keyboard alone, and takes the focus to what it has to say', async () => {
  const page = await open()
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.id')).toBe('sign-in-by-email')
  await page.keyboard.press('Enter')
  await proveEmail(page, ADA, inbox)
  await button(page, 'Add a phone').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.id')).toBe('add-phone')
  await page.keyboard.press('Space')
  await provePhone(page, PHONE, inbox)
  await passNotice(page)
  await notice(page, 'Your phone is added')
  expect(await page.evaluate('document.activeElement.id')).toBe('notice')
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.id')).toBe('replace-phone')
})

test('axe finds nothing, with light colours nor with dark ones', async () => {
  const findings: string[] = []
  const look = async (page: Page, name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await screenshot(page, `spa-${name}-${colorScheme}`)
      findings.push(
        ...(await accessibilityFindings(page)).map((finding) => `${name}, ${colorScheme}: ${finding}`),
      )
    }
  }
  await look(await open(), 'welcome')
  await look(await withPhone(), 'account')
  expect(findings).toEqual([])
})

test('the page may run its own script and speak to the tenant alone', async () => {
  const policy = (await fetch(spa.origin)).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  expect(policy).toContain(`connect-src ${stage.origin}; frame-src ${stage.origin};`)
  const page = await asPeopleHaveIt.page({ extraHTTPHeaders: {}, bypassCSP: false })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(spa.origin)
  await button(page, 'Sign in with email').click()
  await proveEmail(page, ADA, inbox)
  await button(page, 'Refresh silently').click()
  await page.getByText('Fetched again').waitFor()
  await page.reload()
  await button(page, 'Sign in with email').waitFor()
  expect(complaints).toEqual([])
})
