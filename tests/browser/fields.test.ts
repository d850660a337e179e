import {
  codeField,
  enterEmail,
  enterPhone,
  passNotice,
  phoneField,
} from '../../scripts/demo/universal-login.ts'
import { ADA, PHONE } from '../journeys/support/steps.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

test('R51 the phone field is one that phones and password managers know', async () => {
  const page = await demo.chromium.page()
  await demo.signInByEmail(page, ADA)
  await page.goto(`${demo.origin}/add-phone`)
  expect(await phoneField(page).getAttribute('autocomplete')).toMatch(/^tel/)
  expect(await page.evaluate("document.querySelector('input[type=tel]').labels.length")).toBe(1)
})

test('R51 the code field is one input that takes a code from a text or the clipboard', async () => {
  const page = await demo.chromium.page({ permissions: ['clipboard-read', 'clipboard-write'] })
  await demo.signInByEmail(page, ADA)
  await page.goto(`${demo.origin}/add-phone`)
  await enterPhone(page, PHONE)
  expect(await codeField(page).count()).toBe(1)
  expect(await codeField(page).getAttribute('inputmode')).toBe('numeric')

  await page.evaluate(`navigator.clipboard.writeText(' ${await demo.code(PHONE)} ')`)
  await codeField(page).focus()
  await page.keyboard.press('ControlOrMeta+V')
  await page.keyboard.press('Enter')
  await passNotice(page)
  await page.getByText('Your phone is added').waitFor()
})

test('R01 a code typed in two groups, as people copy it, is taken', async () => {
  const page = await demo.chromium.page()
  await page.goto(`${demo.origin}/sign-in/email`)
  await enterEmail(page, ADA)
  const code = await demo.code(ADA)
  await codeField(page).fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await codeField(page).press('Enter')
  await page.waitForURL(`${demo.origin}/account`)
})
