import { codeField, enterPhone, passNotice } from '../../scripts/demo/universal-login.ts'
import { PROVIDERS, deliveries, setCodes, textsTo } from '../journeys/support/codes.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

test.each(PROVIDERS)('a person adds a phone with the code that %s delivers', async (provider) => {
  await setCodes(demo.stage, { CODE_PROVIDER: provider })
  const page = await demo.chromium.page()
  await demo.signInByEmail(page, ADA)
  const sub = await demo.fact(page, 'sub')
  await page.goto(`${demo.origin}/add-phone`)
  await demo.provePhone(page, PHONE)
  await passNotice(page)
  await page.waitForURL(`${demo.origin}/account`)
  expect(await demo.fact(page, 'sub')).toBe(sub)
  expect(await demo.fact(page, 'phone')).toBe(PHONE)
  expect(await textsTo(demo.stage, PHONE)).toHaveLength(1)

  await page.goto(`${demo.origin}/inbox`)
  await screenshot(page, `inbox-${provider}`)
})

test('R34 R36 a stranger, and a person whose provider is down, see the page that everybody sees', async () => {
  const stranger = await demo.chromium.page()
  await stranger.goto(`${demo.origin}/sign-in/phone`)
  await enterPhone(stranger, PHONE)
  await codeField(stranger).waitFor()
  await screenshot(stranger, 'code-page-of-a-stranger')
  const asked = await stranger.locator('main').innerText()
  expect((await deliveries(demo.stage)).at(-1)).toMatchObject({ reason: 'stranger' })

  await demo.stage.tenant.control.setNetwork('messages', 'down')
  const page = await demo.chromium.page()
  await demo.signInByEmail(page, ADA)
  await page.goto(`${demo.origin}/add-phone`)
  await enterPhone(page, PHONE)
  await codeField(page).waitFor()
  expect((await deliveries(demo.stage)).at(-1)).toMatchObject({ reason: 'provider_failed' })
  const withName = (text: string) => text.replaceAll(/Demo App|Phone Linking Companion/g, 'APP')
  expect(withName(await page.locator('main').innerText())).toBe(withName(asked))
})
