import type { Page } from 'playwright-core'
import type { InboxMessage } from '../local-tenant/state.ts'

/** Drives the pages of Universal Login as a person does: fields are found by what they are for. */
export const emailField = (page: Page) =>
  page.locator('input[type=email], input[name=email], input[name=username]').first()
export const phoneField = (page: Page) => page.locator('input[type=tel]').first()
export const codeField = (page: Page) => page.locator('input[autocomplete=one-time-code]')

export async function enterEmail(page: Page, email: string): Promise<void> {
  await emailField(page).fill(email)
  await emailField(page).press('Enter')
  await codeField(page).waitFor()
}

export async function enterPhone(page: Page, number: string): Promise<void> {
  await phoneField(page).fill(number)
  await phoneField(page).press('Enter')
  await codeField(page).waitFor()
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await codeField(page).fill(code)
  await codeField(page).press('Enter')
}

/** Answers a login by email, up to wherever its code leads. */
export async function proveEmail(
  page: Page,
  email: string,
  readInbox: () => Promise<InboxMessage[]>,
): Promise<void> {
  await enterEmail(page, email)
  await enterCode(page, await newestCode(readInbox, email))
}

/** Answers a login by phone, up to wherever its code leads. */
export async function provePhone(
  page: Page,
  number: string,
  readInbox: () => Promise<InboxMessage[]>,
): Promise<void> {
  await enterPhone(page, number)
  await enterCode(page, await newestCode(readInbox, number))
}

const onward = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true })

/** Waits for the tenant's page that tells of a change. The code page before it has a button of that name, too. */
export async function atNotice(page: Page): Promise<void> {
  await codeField(page).waitFor({ state: 'detached' })
  await onward(page).waitFor()
}

/** Leaves the tenant's page that tells of a change. */
export async function passNotice(page: Page): Promise<void> {
  await atNotice(page)
  await onward(page).click()
}

/** The newest code that was sent to this address or number. */
export async function newestCode(readInbox: () => Promise<InboxMessage[]>, to: string): Promise<string> {
  const newest = (await readInbox()).findLast(({ to: sentTo, code }) => sentTo === to && code !== undefined)
  if (newest?.code === undefined) throw new Error(`No code has been sent to ${maskNumber(to)}.`)
  return newest.code
}

/** Numbers are personal data, in a terminal too: all but the last two digits are hidden. */
export function maskNumber(text: string): string {
  return text.replace(/\+\d{6,15}/g, (number) => `+${'•'.repeat(number.length - 3)}${number.slice(-2)}`)
}
