import type { Page } from 'playwright-core'
import {
  atNotice,
  codeField,
  emailField,
  enterPhone,
  passNotice,
  phoneField,
} from '../../scripts/demo/universal-login.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { useTenantsOwnProvider } from '../journeys/support/codes.ts'
import { ADA, OTHER_PHONE, PHONE, phoneIdentities } from '../journeys/support/steps.ts'
import { screenshot } from '../support/browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()

const THIRD_PHONE = '+447400222789'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const notice = (page: Page, title: string) => page.getByRole('heading', { name: title }).waitFor()
const numbers = async () => (await phoneIdentities(demo.stage)).map(({ number }) => number)

/** Somebody whose account has a phone, at the account page, signed in by email a moment ago. */
async function withPhone() {
  const page = await demo.chromium.page()
  await demo.signInAndAddPhone(page, ADA, PHONE)
  return page
}

async function atRemoval() {
  const page = await withPhone()
  await link(page, 'Remove the phone').click()
  await button(page, 'Remove phone').waitFor()
  return page
}

/** Arrives at the app, with a page that tells of a change on the way or without. */
async function arrive(page: Page): Promise<void> {
  await codeField(page).waitFor({ state: 'detached' })
  const onward = button(page, 'Continue')
  await onward.or(page.locator('[data-fact=sub]')).first().waitFor()
  if (await onward.isVisible()) await onward.click()
  await page.waitForURL(`${demo.origin}/account`)
}

test('R27 R40 a phone is replaced: the account stays the same, and the page and an email tell of it', async () => {
  const page = await withPhone()
  const sub = await demo.fact(page, 'sub')
  await link(page, 'Replace the phone').click()
  await demo.provePhone(page, OTHER_PHONE)
  await atNotice(page)
  await screenshot(page, 'replaced-notice')
  await passNotice(page)
  await notice(page, 'Your phone is replaced')
  expect(await demo.fact(page, 'sub')).toBe(sub)
  expect(await demo.fact(page, 'phone')).toBe(OTHER_PHONE)
  expect(await numbers()).toEqual([OTHER_PHONE])
  const mails = (await demo.stage.tenant.control.inbox({ to: ADA })).filter(({ code }) => code === undefined)
  expect(mails).toHaveLength(2)
  expect(mails.map(({ text }) => text).join()).not.toContain(OTHER_PHONE.slice(-7))
})

test('R15 T26 a phone is removed only after the page that asks, which shows the masked number', async () => {
  const page = await atRemoval()
  await page.getByRole('heading', { name: 'Remove your phone?' }).waitFor()
  const words = (await page.locator('body').textContent()) ?? ''
  expect(words).toContain(PHONE.slice(-2))
  expect(words).not.toContain(PHONE.slice(-7))
  expect(await numbers()).toEqual([PHONE])
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
  expect(await demo.fact(page, 'phone')).toBe('none yet')
  expect(await numbers()).toEqual([])
  await link(page, 'Add a phone').waitFor()
})

test('R15 whoever keeps the phone is told that it was not removed, and it still is there', async () => {
  const page = await atRemoval()
  await button(page, 'Keep phone').click()
  await notice(page, 'The phone was not removed')
  expect(await demo.fact(page, 'phone')).toBe(PHONE)
  expect(await numbers()).toEqual([PHONE])
})

test('R40 T25 “this wasn’t me”: from the link in the email to the removal, which ends the intruder’s login', async () => {
  const owner = await withPhone()
  const intruder = await demo.chromium.page()
  await intruder.goto(`${demo.origin}/sign-in/phone`)
  await demo.provePhone(intruder, PHONE)
  await intruder.waitForURL(`${demo.origin}/account`)
  await demo.stage.tenant.control.advanceClock(2)

  await owner.goto(`${demo.origin}/inbox`)
  const opened = owner.getByRole('link', { name: /^Open http:\/\/localhost/ }).first()
  // The tenant knows the port of the demo; this test's app has another one.
  const { pathname } = new URL((await opened.getAttribute('href')) ?? '')
  expect(pathname).toBe('/not-me')
  // On another device, where nobody is signed in.
  const page = await demo.chromium.page()
  await page.goto(`${demo.origin}${pathname}`)
  await page.getByRole('heading', { name: /This wasn.t me/ }).waitFor()
  expect(await numbers()).toEqual([PHONE])
  await link(page, 'Sign in by email and remove the phone').click()
  await demo.proveEmail(page, ADA)
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
  expect(await numbers()).toEqual([])

  await intruder.goto(`${demo.origin}/check`)
  await notice(intruder, 'The phone of this account has changed')
  await intruder.goto(`${demo.origin}/account`)
  await link(intruder, 'Sign in with email').waitFor()
})

test('R10 in a stale session the tenant asks for a new code by email first', async () => {
  const page = await withPhone()
  await demo.stage.tenant.control.advanceClock(11 * 60)
  await link(page, 'Replace the phone').click()
  await emailField(page).waitFor()
  await demo.proveEmail(page, ADA)
  await demo.provePhone(page, OTHER_PHONE)
  await passNotice(page)
  await notice(page, 'Your phone is replaced')
  expect(await numbers()).toEqual([OTHER_PHONE])
})

test('R10 whoever cancels that code is still signed in, and nothing changed', async () => {
  const page = await withPhone()
  await demo.stage.tenant.control.advanceClock(11 * 60)
  await link(page, 'Remove the phone').click()
  await emailField(page).waitFor()
  await button(page, 'Cancel').click()
  await notice(page, 'The phone was not removed')
  expect(await numbers()).toEqual([PHONE])
})

/** Signs in up to the page by which the tenant's policy asks for a phone. */
async function atOffer(policy: 'offer' | 'required') {
  await setPolicy(demo.stage, { PHONE_POLICY: policy })
  const page = await demo.chromium.page()
  await page.goto(`${demo.origin}/sign-in/email`)
  await demo.proveEmail(page, ADA)
  return page
}

test('a phone that is offered and accepted is added in the same login', async () => {
  const page = await atOffer('offer')
  await button(page, 'Add my number').click()
  await demo.provePhone(page, PHONE)
  await passNotice(page)
  await notice(page, 'Your phone is added')
  expect(await numbers()).toEqual([PHONE])
})

test('whoever answers an offer with “Not now” is signed in, and not asked again at once', async () => {
  const page = await atOffer('offer')
  await button(page, 'Not now').click()
  await notice(page, 'No phone added')
  expect(await numbers()).toEqual([])
  await page.goto(`${demo.origin}/sign-in/email`)
  await demo.proveEmail(page, ADA)
  await page.waitForURL(`${demo.origin}/account`)
})

test('where a phone is required, it is asked for, and the login goes on once it is added', async () => {
  const page = await atOffer('required')
  await button(page, 'Add my number').click()
  await demo.provePhone(page, PHONE)
  await passNotice(page)
  await page.waitForURL(`${demo.origin}/account`)
  expect(await demo.fact(page, 'phone')).toBe(PHONE)
})

test('where a phone is required, whoever declines is not signed in, and can start again by email', async () => {
  const page = await atOffer('required')
  await button(page, 'Cancel').click()
  await notice(page, 'A phone is needed here')
  await screenshot(page, 'phone-required')
  await page.goto(`${demo.origin}/account`)
  await link(page, 'Sign in with email').waitFor()
  expect(await numbers()).toEqual([])
})

test('T13 cancelling a replacement leads back to the account, and the old phone stays', async () => {
  const page = await withPhone()
  await link(page, 'Replace the phone').click()
  await phoneField(page).waitFor()
  await button(page, 'Cancel').click()
  await notice(page, 'The phone was not replaced')
  expect(await demo.fact(page, 'phone')).toBe(PHONE)
  expect(await numbers()).toEqual([PHONE])
})

test('T13 the back button at the page that asks leads to the account, and the removal can be begun again', async () => {
  const page = await atRemoval()
  await page.goBack()
  await link(page, 'Remove the phone').click()
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
  for (let steps = 0; steps < 3; steps += 1) await page.goBack().catch(() => null)
  await page.goto(demo.origin)
  expect(await demo.fact(page, 'phone')).toBe('none yet')
  expect(await numbers()).toEqual([])
})

test('T13 R26 of two tabs that remove the phone, both arrive, and one phone is gone', async () => {
  const page = await atRemoval()
  const other = await page.context().newPage()
  await other.goto(`${demo.origin}/remove-phone`)
  await button(other, 'Remove phone').waitFor()
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
  await button(other, 'Remove phone').click()
  await arrive(other)
  expect(await numbers()).toEqual([])
})

test('T13 R26 of two tabs that replace the phone with two numbers, one number stays', async () => {
  const page = await withPhone()
  const other = await page.context().newPage()
  for (const tab of [page, other]) await tab.goto(`${demo.origin}/replace-phone`)
  await demo.provePhone(page, OTHER_PHONE)
  await passNotice(page)
  await notice(page, 'Your phone is replaced')
  await demo.provePhone(other, THIRD_PHONE)
  await arrive(other)
  const owners = await phoneIdentities(demo.stage)
  expect(owners.filter(({ owner }) => owner.startsWith('email|'))).toHaveLength(1)
  expect(owners.map(({ number }) => number)).not.toContain(PHONE)
})

test('T13 a removal that is answered after the login has ended changes nothing, and a new one works', async () => {
  const page = await atRemoval()
  await demo.stage.tenant.control.advanceClock(61 * 60)
  await button(page, 'Remove phone').click()
  await page.waitForLoadState()
  await screenshot(page, 'removal-too-late')
  expect(await numbers()).toEqual([PHONE])
  await page.goto(`${demo.origin}/sign-in-again-and-remove-phone`)
  await demo.proveEmail(page, ADA)
  await button(page, 'Remove phone').click()
  await passNotice(page)
  await notice(page, 'Your phone is removed')
})

test('T13 a replacement that takes more than ten minutes is refused, and the old phone stays', async () => {
  await useTenantsOwnProvider(demo.stage)
  const page = await withPhone()
  await link(page, 'Replace the phone').click()
  await phoneField(page).waitFor()
  await demo.stage.tenant.control.advanceClock(11 * 60)
  await enterPhone(page, OTHER_PHONE)
  await codeField(page).fill(await demo.code(OTHER_PHONE))
  await codeField(page).press('Enter')
  await notice(page, 'The phone was not replaced')
  expect(await demo.fact(page, 'phone')).toBe(PHONE)
  const owners = await phoneIdentities(demo.stage)
  expect(owners.filter(({ owner }) => owner.startsWith('email|')).map(({ number }) => number)).toEqual([
    PHONE,
  ])
})
