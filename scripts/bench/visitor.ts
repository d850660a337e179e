import { fieldOf, isForm } from '../../tests/journeys/support/steps.ts'
import type { App, Outcome } from '../../tests/journeys/support/app.ts'
import type { HttpBrowser, Seen } from '../../tests/support/login.ts'
import type { Mailbox } from './mailbox.ts'

/** Somebody with a browser, an address and a phone, at one app. */
export type Visitor = { email: string; phone: string; browser: HttpBrowser; app: App; mailbox: Mailbox }

/** Nobody meets more pages than this in one login. */
const MOST_PAGES = 12

/** Starts a login and answers every page that comes up until the app is reached. */
export async function logIn(visitor: Visitor, extra: Record<string, string> = {}): Promise<Outcome> {
  const attempt = visitor.app.start(extra)
  const arrived = await goOn(visitor, await visitor.browser.open(attempt.url))
  return visitor.app.finish(attempt, arrived)
}

export const BY_EMAIL = { connection: 'email' }
export const ADD_PHONE = { 'ext-phone': 'add' }

/** Walks up to the page that asks for the text's code; what is given back enters it, and goes on to the app. */
export async function addPhoneUpToCode(visitor: Visitor): Promise<() => Promise<Outcome>> {
  const attempt = visitor.app.start({ ...BY_EMAIL, ...ADD_PHONE })
  const page = await goOn(visitor, await visitor.browser.open(attempt.url), isTextPage)
  const code = await visitor.mailbox.nextCode(visitor.phone)
  return async () => {
    const next = await visitor.browser.submit(page, { [fieldOf(page, 'one-time-code')]: code })
    return visitor.app.finish(attempt, await goOn(visitor, next))
  }
}

async function goOn(visitor: Visitor, start: Seen, stopAt: (page: Seen) => boolean = () => false) {
  let page = start
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // An app is on plain HTTP, the tenant never is.
    if (page.url.protocol === 'http:' || stopAt(page)) return page
    page = await answer(visitor, page)
  }
  throw new Error(`The login does not end; it is at ${page.url.pathname}.`)
}

async function answer({ browser, mailbox, email, phone }: Visitor, page: Seen): Promise<Seen> {
  if (isForm(page)) return browser.press(page, /^Continue$/)
  if (page.url.pathname === EMAIL_CODE)
    return browser.submit(page, { [fieldOf(page, 'one-time-code')]: await mailbox.nextCode(email) })
  if (isTextPage(page))
    return browser.submit(page, { [fieldOf(page, 'one-time-code')]: await mailbox.nextCode(phone) })
  if (hasField(page, 'email')) return browser.submit(page, { [fieldOf(page, 'email')]: email })
  if (hasField(page, 'tel')) return browser.submit(page, { [fieldOf(page, 'tel')]: phone })
  throw new Error(`Nobody expects the page ${page.url.pathname} (${page.status}).`)
}

const EMAIL_CODE = '/u/login-passwordless-email-code'
const isTextPage = ({ url }: Seen): boolean => url.pathname === '/u/login-passwordless-sms-otp'

const hasField = ({ forms }: Seen, type: string): boolean =>
  forms.some(({ fields }) => fields.some((field) => field.type === type))
