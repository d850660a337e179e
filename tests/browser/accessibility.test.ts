import type { Page } from 'playwright-core'
import { enterCode, enterEmail, enterPhone } from '../../scripts/demo/universal-login.ts'
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
    await page.waitForURL(`${demo.origin}/account`)
    await look(page, 'linked')
    await page.goto(`${demo.origin}/inbox`)
    await look(page, 'inbox')
    expect(findings).toEqual([])
  })

  test('on any page that says no', async () => {
    const page = await demo.chromium.page({ colorScheme })
    await page.goto(`${demo.origin}/check`)
    await look(page, 'problem')
    await page.goto(`${demo.origin}/callback?code=x&state=y`)
    await look(page, 'unknown-login')
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
    for (const path of ['/', '/sign-in/email', '/sign-in/phone', '/inbox']) {
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
