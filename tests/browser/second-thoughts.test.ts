import {
  codeField,
  emailField,
  enterCode,
  enterEmail,
  enterPhone,
  passNotice,
  phoneField,
} from '../../scripts/demo/universal-login.ts'
import { useTenantsOwnProvider } from '../journeys/support/codes.ts'
import { ADA, OTHER_PHONE, PHONE, phoneIdentities } from '../journeys/support/steps.ts'
import { screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

async function atPhoneCode() {
  const page = await demo.chromium.page()
  await demo.signInByEmail(page, ADA)
  await page.goto(`${demo.origin}/add-phone`)
  await enterPhone(page, PHONE)
  return page
}

/** Six digits that are not the code. */
const wrong = (code: string) => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10))

test('a wrong code is said to be wrong, and the right one still works', async () => {
  const page = await atPhoneCode()
  const code = await demo.code(PHONE)
  await enterCode(page, wrong(code))
  await page.getByRole('alert').filter({ hasText: 'The code you entered is wrong' }).waitFor()
  await screenshot(page, 'wrong-code')
  await enterCode(page, code)
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
})

test('R05 a new code can be asked for, and the old one no longer works', async () => {
  const page = await atPhoneCode()
  const old = await demo.code(PHONE)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await page.waitForLoadState()
  await screenshot(page, 'resent-code')
  const fresh = await demo.code(PHONE)
  expect(fresh).not.toBe(old)
  await enterCode(page, old)
  await codeField(page).waitFor()
  await enterCode(page, fresh)
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
})

test('the number can be changed, and only the second one is linked', async () => {
  const page = await atPhoneCode()
  await page.getByRole('link', { name: 'Use another number' }).click()
  await phoneField(page).waitFor()
  await enterPhone(page, OTHER_PHONE)
  await enterCode(page, await demo.code(OTHER_PHONE))
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
  const identities = await phoneIdentities(demo.stage)
  expect(identities.map(({ number }) => number)).toEqual([OTHER_PHONE])
})

test('T13 cancelling leads back to the account, which says that nothing changed', async () => {
  const page = await atPhoneCode()
  await page.goBack()
  await phoneField(page).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.waitForURL(`${demo.origin}/account`)
  await page.getByText('The phone was not added').waitFor()
  await screenshot(page, 'cancelled')
  expect(await phoneIdentities(demo.stage)).toEqual([])
})

test('T13 going back after the journey neither loops nor breaks the login', async () => {
  const page = await atPhoneCode()
  await enterCode(page, await demo.code(PHONE))
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
  for (let steps = 0; steps < 3; steps += 1) await page.goBack().catch(() => null)
  await screenshot(page, 'back-after-the-end')
  await page.goto(demo.origin)
  expect(await page.locator('[data-fact=phone]').textContent()).toBe(PHONE)
})

test('T13 the back button at the code page leads to the number, and the step can be finished from there', async () => {
  const page = await atPhoneCode()
  await page.goBack()
  await enterPhone(page, PHONE)
  await enterCode(page, await demo.code(PHONE))
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
})

test('T09 a person who starts with a phone is told to start with the email, and can', async () => {
  await useTenantsOwnProvider(demo.stage)
  const page = await demo.chromium.page()
  await page.goto(`${demo.origin}/sign-in/phone`)
  await enterPhone(page, PHONE)
  await enterCode(page, await demo.code(PHONE))
  await page
    .getByText(/Sign in with your email first/)
    .first()
    .waitFor()
  await screenshot(page, 'phone-only')
  await page.goto(`${demo.origin}/sign-in/email`)
  await emailField(page).waitFor()
  await enterEmail(page, ADA)
})
