import type { Page } from 'playwright-core'
import {
  atNotice,
  emailField,
  enterCode,
  enterEmail,
  enterPhone,
  passNotice,
} from '../../scripts/demo/universal-login.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { useTenantsOwnProvider } from '../journeys/support/codes.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { accessibilityFindings, screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

describe('R52 axe finds nothing, with light colours nor with dark ones', () => {
  const findings: string[] = []
  const look = async (page: Page, name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await screenshot(page, `${name}-${colorScheme}`)
      // Only what colours decide can differ.
      const found = await accessibilityFindings(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
      findings.push(...found.map((finding) => `${name}, ${colorScheme}: ${finding}`))
    }
  }
  beforeEach(() => findings.splice(0))

  test('on any page of the journey', async () => {
    const page = await demo.chromium.page()
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
    const page = await demo.chromium.page()
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

    const { management } = demo.stage
    await management.tenants.settings.update({ customize_mfa_in_postlogin_action: true })
    await management.guardian.factors.set('otp', { enabled: true })
    await management.users.authenticationMethods.create(sub, {
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
    await useTenantsOwnProvider(demo.stage)
    const page = await demo.chromium.page()
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
    const page = await demo.chromium.page({ viewport: { width: 320, height: 640 } })
    for (const path of ['/', '/sign-in/email', '/sign-in/phone', '/inbox', '/not-me']) {
      await page.goto(`${demo.origin}${path}`)
      await look(page, `narrow${path.replaceAll('/', '-')}`)
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
    }
    expect(findings).toEqual([])
  })
})

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
