import type { Page } from 'playwright-core'
import { atNotice } from '../../scripts/demo/universal-login.ts'
import { screenshot } from '../support/browser.ts'
import { ADA, OTHER_PHONE, PHONE, phoneIdentities } from '../journeys/support/steps.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

/** Presses Tab until the thing with this name has the focus, as a person without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  // A page may have put the focus there already.
  for (let presses = 0; presses < 25; presses += 1) {
    const focused = await page.evaluate<string>(
      "(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? ''",
    )
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Nothing named ${String(name)} can be reached with Tab`)
}

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** Types where each page puts the focus: first the email or number, then its code. */
async function prove(page: Page, to: string): Promise<void> {
  await page.locator('input[type=email]:focus, input[type=tel]:focus').waitFor()
  await page.keyboard.type(to)
  await page.keyboard.press('Enter')
  await page.locator('input[autocomplete=one-time-code]:focus').waitFor()
  await page.keyboard.type(await demo.code(to))
  await page.keyboard.press('Enter')
}

async function leaveNotice(page: Page): Promise<void> {
  await atNotice(page)
  await press(page, /^Continue$/)
}

test('R51 the phone’s whole life can be lived with the keyboard alone', async () => {
  const page = await demo.chromium.page()
  await page.goto(demo.origin)
  await tabTo(page, /^Sign in with email$/)
  expect(await outlineOf(page)).not.toBe('none')
  await page.keyboard.press('Enter')
  await prove(page, ADA)
  await page.waitForURL(`${demo.origin}/account`)

  await press(page, /^Add a phone$/)
  await prove(page, PHONE)
  await leaveNotice(page)
  await page.getByText('Your phone is added').waitFor()
  await screenshot(page, 'keyboard-linked')

  await press(page, /^Replace the phone$/)
  await prove(page, OTHER_PHONE)
  await leaveNotice(page)
  await page.getByText('Your phone is replaced').waitFor()

  await press(page, /^Remove the phone$/)
  await page.getByRole('button', { name: 'Remove phone' }).waitFor()
  await tabTo(page, /^Remove phone$/)
  expect(await outlineOf(page)).not.toBe('none')
  await page.keyboard.press('Enter')
  await leaveNotice(page)
  await page.getByText('Your phone is removed').waitFor()
  expect(await phoneIdentities(demo.stage)).toEqual([])

  await press(page, /^Sign out$/)
  await page.waitForURL(`${demo.origin}/`)
})

const outlineOf = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')
