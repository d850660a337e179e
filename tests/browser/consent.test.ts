import { accessibilityFindings, screenshot } from '../support/browser.ts'
import { ADA } from '../journeys/support/steps.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

beforeEach(async () => {
  const { management, tenant } = demo.stage
  const { resourceServers } = (await tenant.control.state()).configuration
  const api = resourceServers.find(({ identifier }) => identifier === 'https://api.example.com/')
  await management.resourceServers.update(api?.id ?? '', {
    skip_consent_for_verifiable_first_party_clients: false,
  })
})

test('R51 R52 the page that asks for consent can be read, and answered with the keyboard alone', async () => {
  const page = await demo.chromium.page()
  await page.goto(`${demo.origin}/sign-in/email`)
  await demo.proveEmail(page, ADA)
  await page.waitForURL('**/u/consent?*')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await screenshot(page, `consent-${colorScheme}`)
    expect(await accessibilityFindings(page)).toEqual([])
  }
  expect(await page.getByRole('listitem').allTextContents()).toContain('Your email address')
  await page.keyboard.press('Tab')
  expect(await page.evaluate<string>('document.activeElement?.textContent')).toBe('Accept')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${demo.origin}/account`)
})
