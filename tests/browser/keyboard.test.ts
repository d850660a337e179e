import type { Page } from 'playwright-core'
import { screenshot } from '../support/browser.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

/** Presses Tab until the thing with this name has the focus, as a person without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(
      "(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? ''",
    )
    if (name.test(focused)) return
  }
  throw new Error(`Nothing named ${String(name)} can be reached with Tab`)
}

test('R51 the whole journey can be done with the keyboard alone', async () => {
  const page = await demo.chromium.page()
  await page.goto(demo.origin)
  await tabTo(page, /^Sign in with email$/)
  expect(await outlineOf(page)).not.toBe('none')
  await page.keyboard.press('Enter')

  // Each page puts the focus where the typing starts.
  await page.waitForURL(/\/u\//)
  await page.keyboard.type(ADA)
  await page.keyboard.press('Enter')
  await page.locator('input[autocomplete=one-time-code]:focus').waitFor()
  await page.keyboard.type(await demo.code(ADA))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${demo.origin}/account`)

  await tabTo(page, /^Add a phone$/)
  await page.keyboard.press('Enter')
  await page.locator('input[type=tel]:focus').waitFor()
  await page.keyboard.type(PHONE)
  await page.keyboard.press('Enter')
  await page.locator('input[autocomplete=one-time-code]:focus').waitFor()
  await page.keyboard.type(await demo.code(PHONE))
  await page.keyboard.press('Enter')
  await page.getByText('Your phone is added').waitFor()
  await screenshot(page, 'keyboard-linked')

  await tabTo(page, /^Sign out$/)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${demo.origin}/`)
})

const outlineOf = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')
