import type { Page } from 'playwright-core'
import {
  atNotice,
  codeField,
  emailField,
  enterCode,
  enterEmail,
  enterPhone,
  passNotice,
} from '../../scripts/demo/universal-login.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { accessibilityFindings, screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

describe.each(['light', 'dark'] as const)('R52 axe finds nothing, with %s colours', (colorScheme) => {
  const findings: string[] = []
  const look = async (page: Page, name: string) => {
    await screenshot(page, `${name}-${colorScheme}`)
    findings.push(...(await accessibilityFindings(page)).map((finding) => `${name}: ${finding}`))
  }
  beforeEach(() => findings.splice(0))

  test('on any page of the journey', async () => {
    const page = await demo.chromium.page({ colorScheme })
    await page.goto(demo.origin)
    await look(page, 'welcome')
    await page.goto(`${demo.origin}/sign-in/email`)
    await look(page, 'email')
    await enterEmail(page, ADA)
    await look(page, 'email-code')
    await enterCode(page, '000000')
    await look(page, 'email-code-wrong')
    await enterCode(page, await demo.code(ADA))
    await page.waitForURL(`${demo.origin}/account`)
    await look(page, 'account')
    await page.goto(`${demo.origin}/add-phone`)
    await look(page, 'phone')
    await page.locator('input[type=tel]').fill('12')
    await page.locator('input[type=tel]').press('Enter')
    await page.waitForLoadState()
    await look(page, 'phone-wrong')
    await enterPhone(page, PHONE)
    await look(page, 'phone-code')
    await enterCode(page, await demo.code(PHONE))
    await atNotice(page)
    await look(page, 'notice')
    await passNotice(page)
    await page.waitForURL(`${demo.origin}/account`)
    await look(page, 'linked')
    await page.goto(`${demo.origin}/remove-phone`)
    await look(page, 'removal')
    await page.getByRole('button', { name: 'Keep phone' }).click()
    await page.waitForURL(`${demo.origin}/account`)
    await look(page, 'kept')
    await page.goto(`${demo.origin}/not-me`)
    await look(page, 'not-me')
    await page.goto(`${demo.origin}/inbox`)
    await look(page, 'inbox')
    expect(findings).toEqual([])
  }, 60_000)

  test('on any page by which the tenant asks for something first', async () => {
    const page = await demo.chromium.page({ colorScheme })
    await setPolicy(demo.stage, { PHONE_POLICY: 'offer' })
    await page.goto(`${demo.origin}/sign-in/email`)
    await demo.proveEmail(page, ADA)
    await page.getByRole('button', { name: 'Not now' }).waitFor()
    await look(page, 'offer')
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.waitForURL(`${demo.origin}/account`)
    await look(page, 'skipped')
    const sub = (await demo.fact(page, 'sub')) ?? ''

    await setPolicy(demo.stage, { PHONE_POLICY: 'required' })
    await page.goto(await plainLogin())
    await look(page, 'required')

    await setPolicy(demo.stage, { PHONE_POLICY: 'never', COLLECT_NUMBER: 'on' })
    await page.goto(`${demo.origin}/add-phone`)
    await look(page, 'number-form')

    await demo.stage.tenant.control.advanceClock(11 * 60)
    await page.goto(`${demo.origin}/add-phone`)
    await emailField(page).waitFor()
    await look(page, 'email-again')
    await enterEmail(page, ADA)
    await look(page, 'email-again-code')

    await demo.stage.management.users.authenticationMethods.create(sub, {
      type: 'totp',
      name: 'An authenticator app',
      totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    })
    await page.goto(`${demo.origin}/add-phone`)
    await page.waitForURL('**/u/mfa-otp-challenge?*')
    await look(page, 'mfa-challenge')
    expect(findings).toEqual([])
  }, 60_000)

  test('on any page that says no', async () => {
    const page = await demo.chromium.page({ colorScheme })
    await page.goto(`${demo.origin}/check`)
    await look(page, 'problem')
    await page.goto(`${demo.origin}/callback?code=x&state=y`)
    await look(page, 'unknown-login')
    for (const [reason, title] of [
      ['phone_required', 'A phone is needed here'],
      ['phone_changed', 'The phone of this account has changed'],
    ] as const) {
      await openDenied(page, reason)
      await page.getByRole('heading', { name: title }).waitFor()
      await look(page, reason)
    }
    await page.goto(`${demo.stage.origin}/continue?state=unknown`)
    await look(page, 'invalid-request')
    await page.goto(`${demo.stage.origin}/authorize?client_id=unknown`)
    await look(page, 'unknown-client')
    await page.goto(`${demo.origin}/sign-in/phone`)
    await enterPhone(page, PHONE)
    await enterCode(page, await demo.code(PHONE))
    await page.waitForLoadState()
    await look(page, 'phone-only-refused')
    expect(findings).toEqual([])
  })

  test('on a narrow screen, where nothing is cut off', async () => {
    const page = await demo.chromium.page({ colorScheme, viewport: { width: 320, height: 640 } })
    for (const path of ['/', '/sign-in/email', '/sign-in/phone', '/inbox', '/not-me']) {
      await page.goto(`${demo.origin}${path}`)
      await look(page, `narrow${path.replaceAll('/', '-')}`)
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
    }
    expect(findings).toEqual([])
  })
})

test('R53 a login in Arabic is laid out from right to left, and axe finds nothing', async () => {
  const page = await demo.chromium.page()
  const app = await demo.stage.app()
  await page.goto(app.start({ connection: 'email', ui_locales: 'ar' }).url.href)
  await screenshot(page, 'email-arabic')
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  expect(await accessibilityFindings(page)).toEqual([])
})

test('R53 every page of ours in Arabic is laid out from right to left, and axe finds nothing', async () => {
  const page = await demo.chromium.page({ locale: 'ar' })
  const seen: string[] = []
  const findings: string[] = []
  const look = async (name: string) => {
    await screenshot(page, `${name}-arabic`)
    seen.push(`${name} ${await page.evaluate<string>('document.documentElement.dir')}`)
    findings.push(...(await accessibilityFindings(page)).map((finding) => `${name}: ${finding}`))
  }
  const buttons = page.getByRole('button')

  await setPolicy(demo.stage, { PHONE_POLICY: 'offer' })
  await page.goto(`${demo.origin}/sign-in/email`)
  await demo.proveEmail(page, ADA)
  await page.waitForURL(isForm)
  await look('offer')
  // Found by where they stand: their names are in Arabic. The first goes on, the last declines.
  await buttons.last().click()
  await page.waitForURL(`${demo.origin}/account`)

  await setPolicy(demo.stage, { PHONE_POLICY: 'required' })
  await page.goto(await plainLogin())
  await look('required')

  await setPolicy(demo.stage, { PHONE_POLICY: 'never', COLLECT_NUMBER: 'on' })
  await page.goto(`${demo.origin}/add-phone`)
  await look('number-form')

  await setPolicy(demo.stage, { PHONE_POLICY: 'never', COLLECT_NUMBER: 'off' })
  await page.goto(`${demo.origin}/add-phone`)
  await demo.provePhone(page, PHONE)
  await codeField(page).waitFor({ state: 'detached' })
  await page.waitForURL(isForm)
  await look('notice')
  await buttons.first().click()
  await page.waitForURL(`${demo.origin}/account`)

  await page.goto(`${demo.origin}/remove-phone`)
  await look('removal')
  expect(seen).toEqual(['offer rtl', 'required rtl', 'number-form rtl', 'notice rtl', 'removal rtl'])
  expect(findings).toEqual([])
}, 60_000)

/** A page of ours, where Auth0 shows Forms. */
const isForm = (url: URL): boolean => url.pathname.startsWith('/u/custom-prompt')

/** A login that names no connection, so that the session there is answers it. */
async function plainLogin(): Promise<string> {
  return (await demo.stage.app()).start().url.href
}

/** The app's page for a login that the tenant denied with this reason. */
async function openDenied(page: Page, reason: string): Promise<void> {
  const begun = await page.request.get(`${demo.origin}/sign-in/email`, { maxRedirects: 0 })
  const answer = new URL(`${demo.origin}/callback`)
  answer.search = new URLSearchParams({
    error: 'access_denied',
    error_description: `${reason}: A sentence.`,
    state: new URL(begun.headers()['location'] ?? '').searchParams.get('state') ?? '',
  }).toString()
  await page.goto(answer.href)
}
