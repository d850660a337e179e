import { codeField } from '../../scripts/demo/universal-login.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { accessibilityFindings, screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

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
