import type { HttpBrowser, Seen } from '../../support/login.ts'
import type { App, Attempt, Outcome } from './app.ts'
import type { Stage } from './stage.ts'

export const ADA = 'ada@example.com'
export const GRACE = 'grace@example.com'
export const PHONE = '+447400123456'
export const OTHER_PHONE = '+447400654321'

type StopAt = (url: URL) => boolean

/** Somebody with a browser, using an app. */
export type Person = { stage: Stage; browser: HttpBrowser; app: App }

export async function person(stage: Stage, app?: App, browser = stage.browser()): Promise<Person> {
  return { stage, browser, app: passingNotices(app ?? (await stage.app()), browser) }
}

/** After a change the tenant shows a page that says so; whoever finishes a login has read it. */
function passingNotices(app: App, browser: HttpBrowser): App {
  return {
    ...app,
    finish: async (attempt, arrived) =>
      app.finish(attempt, isForm(arrived) ? await browser.press(arrived, /^Continue$/) : arrived),
  }
}

export const isForm = ({ url }: Seen): boolean => url.pathname.startsWith('/u/custom-prompt/')

/** The newest code sent to the address or number. */
export async function codeFor(stage: Stage, to: string): Promise<string> {
  // The page is out before the code is.
  await stage.tenant.control.settled()
  const newest = (await stage.tenant.control.inbox()).filter((message) => message.to === to).at(-1)
  if (newest?.code === undefined) throw new Error('No code has been sent there')
  return newest.code
}

export const enterEmail = ({ browser }: Person, page: Seen, email: string) =>
  browser.submit(page, { [fieldOf(page, 'email')]: email })
export const enterPhone = ({ browser }: Person, page: Seen, phone: string) =>
  browser.submit(page, { [fieldOf(page, 'tel')]: phone })
export const enterCode = ({ browser }: Person, page: Seen, code: string, stopAt?: StopAt) =>
  browser.submit(page, { [fieldOf(page, 'one-time-code')]: code }, stopAt)

/** The name of the page's field for an email, a phone number or a code. */
export function fieldOf(page: Seen, what: 'email' | 'tel' | 'one-time-code'): string {
  const fields = page.forms.flatMap((form) => form.fields)
  const field = fields.find(({ type, autocomplete }) => type === what || autocomplete === what)
  if (field === undefined)
    throw new Error(`No ${what} field at ${page.url.pathname} (${page.status})\n${page.html}`)
  return field.name
}

/** Answers an email login, up to wherever it leads. */
export async function proveEmail(who: Person, page: Seen, email: string, stopAt?: StopAt): Promise<Seen> {
  const asked = await enterEmail(who, page, email)
  return enterCode(who, asked, await codeFor(who.stage, email), stopAt)
}

/** Answers a phone login, up to wherever it leads. */
export async function provePhone(who: Person, page: Seen, phone: string, stopAt?: StopAt): Promise<Seen> {
  const asked = await enterPhone(who, page, phone)
  return enterCode(who, asked, await codeFor(who.stage, phone), stopAt)
}

export async function signInByEmail(
  who: Person,
  email: string,
  extra: Record<string, string> = {},
): Promise<Outcome> {
  const attempt = who.app.start({ connection: 'email', ...extra })
  return who.app.finish(attempt, await proveEmail(who, await who.browser.open(attempt.url), email))
}

export async function signInByPhone(
  who: Person,
  phone: string,
  extra: Record<string, string> = {},
): Promise<Outcome> {
  const attempt = who.app.start({ connection: 'sms', ...extra })
  return who.app.finish(attempt, await provePhone(who, await who.browser.open(attempt.url), phone))
}

/** A login that shows no page: an app that finds a session, or a silent check. */
export async function passThrough(who: Person, extra: Record<string, string> = {}): Promise<Outcome> {
  const attempt = who.app.start(extra)
  return who.app.finish(attempt, await who.browser.open(attempt.url))
}

/** Asks for a change, in the session there is, and stops at the first page that is shown. */
export async function askFor(
  who: Person,
  intent: 'add' | 'replace' | 'remove',
  extra: Record<string, string> = {},
): Promise<{ attempt: Attempt; page: Seen }> {
  const attempt = who.app.start({ 'ext-phone': intent, ...extra })
  return { attempt, page: await who.browser.open(attempt.url) }
}

/** Replaces the phone, in a session that is fresh; when the app is answered without a page, that is the outcome. */
export async function replacePhone(who: Person, phone: string): Promise<Outcome> {
  const { attempt, page } = await askFor(who, 'replace')
  const isAnswered = page.url.href.startsWith(attempt.redirectUri)
  return who.app.finish(attempt, isAnswered ? page : await provePhone(who, page, phone))
}

/** Removes the phone, in a session that is fresh; `keep` presses the other button. */
export async function removePhone(who: Person, button = /^Remove phone$/): Promise<Outcome> {
  const { attempt, page } = await askFor(who, 'remove')
  return who.app.finish(attempt, isForm(page) ? await who.browser.press(page, button) : page)
}

/** Asks to add a phone, in the session there is, and stops at the page that asks for the number. */
export async function askToAdd(
  who: Person,
  extra: Record<string, string> = {},
): Promise<{ attempt: Attempt; page: Seen }> {
  const attempt = who.app.start({ 'ext-phone': 'add', ...extra })
  return { attempt, page: await who.browser.open(attempt.url) }
}

/** The whole step, in the session there is; when the app is answered without a page, that is the outcome. */
export async function addPhone(
  who: Person,
  phone: string,
  extra: Record<string, string> = {},
): Promise<Outcome> {
  const { attempt, page } = await askToAdd(who, extra)
  // A notice, where the login completed what an earlier one had left undone.
  const isAnswered = page.url.href.startsWith(attempt.redirectUri) || isForm(page)
  return who.app.finish(attempt, isAnswered ? page : await provePhone(who, page, phone))
}

/** Walks the phone step up to the answer that leads back, which is left unopened. */
export async function addPhoneUntilContinue(
  who: Person,
  phone: string,
): Promise<{ attempt: Attempt; answer: URL }> {
  const { attempt, page } = await askToAdd(who)
  const held = await provePhone(who, page, phone, isContinue)
  return { attempt, answer: held.url }
}

export const isContinue = (url: URL): boolean => url.pathname === '/continue'

/** The accounts as an admin sees them, without what every login changes. */
export async function accountsOf(stage: Stage) {
  const users = await stage.tenant.control.users()
  return users.map(({ user_id, email, email_verified, phone_number, identities }) => ({
    ...{ user_id, email, email_verified, phone_number, identities },
  }))
}

/** How many ways of signing in by phone the tenant has, linked or not. */
export async function phoneIdentities(stage: Stage): Promise<{ owner: string; number: unknown }[]> {
  const users = await stage.tenant.control.users()
  return users.flatMap((user) =>
    user.identities
      .filter(({ provider }) => provider === 'sms')
      .map(({ profileData }) => ({
        owner: user.user_id,
        number: profileData?.['phone_number'] ?? user.phone_number,
      })),
  )
}
