import { join } from 'node:path'
import type { ManagementClient } from 'auth0'
import type { Browser } from 'playwright-core'
import type { InboxMessage } from '../local-tenant/state.ts'
import { abortAtContinue, openBrowser } from './person-browser.ts'
import {
  atNotice,
  enterCode,
  enterEmail,
  enterPhone,
  maskNumber,
  newestCode,
  passNotice as leaveNotice,
} from './universal-login.ts'

/** Where the play happens, and where it is seen. */
export type Stage = {
  browser: Browser
  appOrigin: string
  readInbox: () => Promise<InboxMessage[]>
  management: ManagementClient
  /** Moves the tenant's time on by that many seconds. */
  advanceClock: (seconds: number) => Promise<void>
  screenshotFolder: string
  print: (line: string) => void
}

/** A promise of the demo that was not kept; the message says what was expected and what was seen. */
export class Surprise extends Error {
  override name = 'Surprise'
}

export function expectSame(what: string, expected: unknown, seen: unknown): void {
  if (expected === seen) return
  throw new Surprise(maskNumber(`${what}: expected ${String(expected)}, saw ${String(seen)}`))
}

/** Somebody with a browser of their own, who says what they do and see. */
export type Person = Awaited<ReturnType<typeof newPerson>>

export async function newPerson(stage: Stage, name: string) {
  const page = await openBrowser(stage.browser)
  const { print, appOrigin } = stage
  let shots = 0
  const shoot = async (what: string) => {
    shots += 1
    await page.screenshot({ path: join(stage.screenshotFolder, `${name}-${shots}-${what}.png`) })
  }
  const open = (path: string) => page.goto(`${appOrigin}${path}`)
  const fact = async (what: string) =>
    (await page.locator(`[data-fact="${what}"]`).textContent())?.trim() ?? ''
  const claims = async (token: 'id-token' | 'access-token') =>
    JSON.parse(await fact(token)) as { [claim: string]: unknown }
  const arriveAtAccount = async () => {
    await page.waitForURL(`${appOrigin}/account`)
    await shoot('account')
    return fact('sub')
  }
  const answerCode = async (to: string, what: string) => {
    await shoot(what)
    await enterCode(page, await newestCode(stage.readInbox, to))
  }
  const typePhone = async (number: string) => {
    print(`${name} signs in by phone (${maskNumber(number)})`)
    await open('/')
    await page.getByRole('link', { name: 'Sign in with phone' }).click()
    await enterPhone(page, number)
  }
  const codesTo = async (number: string) => (await stage.readInbox()).filter(({ to }) => to === number).length
  /** A number that nobody may sign in by: the page asks for a code as ever, and none is sent. */
  const signInByPhoneInVain = async (number: string, what: string) => {
    const before = await codesTo(number)
    await typePhone(number)
    await shoot('no-code')
    expectSame(`codes sent to ${maskNumber(number)}`, before, await codesTo(number))
    print(`  was asked for a code, and none was sent: ${what}`)
  }

  const signInByEmail = async (email: string) => {
    print(`${name} signs in by email (${email})`)
    await open('/')
    await shoot('welcome')
    await page.getByRole('link', { name: 'Sign in with email' }).click()
    await shoot('email')
    await enterEmail(page, email)
    await answerCode(email, 'email-code')
    const sub = await arriveAtAccount()
    print(`  saw the account page of ${sub}`)
    return sub
  }
  const signInByPhone = async (number: string) => {
    await typePhone(number)
    await answerCode(number, 'phone-code')
    const sub = await arriveAtAccount()
    print(`  saw the account page of ${sub}`)
    return sub
  }
  const provePhone = async (number: string) => {
    await page.locator('input[type=tel]').first().waitFor()
    await shoot('phone')
    await enterPhone(page, number)
    await answerCode(number, 'phone-code')
  }
  /** Presses on at the tenant's page that tells of a change, and arrives back at the app. */
  const passNotice = async () => {
    await atNotice(page)
    await shoot('notice')
    await leaveNotice(page)
    await arriveAtAccount()
  }
  const addPhone = async (number: string) => {
    await tryPhone(number)
    await passNotice()
  }
  /** The same where nothing will change, so that the tenant has nothing to tell. */
  const addPhoneInVain = async (number: string) => {
    await tryPhone(number)
    await arriveAtAccount()
  }
  const tryPhone = async (number: string) => {
    print(`${name} adds the phone ${maskNumber(number)}`)
    await page.getByRole('link', { name: 'Add a phone' }).click()
    await provePhone(number)
  }
  /** Whoever has signed in by phone proves the email address as well, before the tenant lets the phone be changed. */
  const proveEmailAgain = async (email: string) => {
    await page.locator('input[type=email]').first().waitFor()
    await shoot('email-again')
    await enterEmail(page, email)
    await answerCode(email, 'email-again-code')
    print('  was asked for a new code by email first')
  }
  const replacePhone = async (number: string, email: string) => {
    print(`${name} replaces the phone with ${maskNumber(number)}`)
    await page.getByRole('link', { name: 'Replace the phone' }).click()
    await proveEmailAgain(email)
    await provePhone(number)
    await passNotice()
  }
  const removePhone = async (email: string) => {
    print(`${name} removes the phone`)
    await page.getByRole('link', { name: 'Remove the phone' }).click()
    await proveEmailAgain(email)
    await page.getByRole('button', { name: 'Remove phone' }).waitFor()
    await shoot('remove')
    await page.getByRole('button', { name: 'Remove phone' }).click()
    await passNotice()
  }
  const signOut = async () => {
    print(`${name} signs out`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${appOrigin}/`)
    print('  saw the welcome page')
  }
  const expectNotice = async (title: string) => {
    expectSame('the notice', title, (await page.locator('#notice-title').textContent())?.trim())
    print(`  saw “${title}”`)
  }
  const expectGreeting = async () => {
    for (const token of ['id-token', 'access-token'] as const) {
      expectSame(`the other Action's claim in the ${token}`, 'hello', (await claims(token))[GREETING])
    }
    print("  saw the other Action's claim (greeting) in the ID token and in the access token")
  }
  const leaveBeforeLink = async (number: string) => {
    print(`${name} proves the phone ${maskNumber(number)}, and leaves before it is added`)
    await page.getByRole('link', { name: 'Add a phone' }).click()
    await enterPhone(page, number)
    const left = abortAtContinue(page)
    await answerCode(number, 'left')
    await left
    await page.context().close()
  }
  const expectError = async (code: string, what: string) => {
    await page.waitForURL((url) => url.origin === appOrigin && url.pathname === '/callback')
    await shoot('refused')
    const seen = `${await fact('error')} ${await fact('error-description')}`
    if (!seen.includes(code)) expectSame(what, code, seen)
    print(`  ${what}: ${code}`)
  }
  return {
    ...{ open, fact, claims, signInByEmail, signInByPhone, signInByPhoneInVain, signOut },
    ...{ addPhone, addPhoneInVain, replacePhone, removePhone },
    ...{ leaveBeforeLink, expectNotice, expectGreeting, expectError },
  }
}

const GREETING = 'https://example.com/greeting'
