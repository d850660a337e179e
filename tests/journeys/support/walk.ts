import type { Seen } from '../../support/login.ts'
import type { Outcome } from './app.ts'
import { ADA, PHONE, codeFor, enterCode, enterEmail, enterPhone, isForm } from './steps.ts'
import type { Person } from './steps.ts'

/** A page that comes up on the way to the app, by what it wants. `site` is a page of others, outside the tenant. */
export type Met =
  | 'email'
  | 'email code'
  | 'phone'
  | 'phone code'
  | 'otp'
  | 'offer'
  | 'removal'
  | 'notice'
  | 'consent'
  | 'site'

/** How somebody answers what they are asked. */
export type Answers = {
  email: string
  phone: string
  /** A code of their authenticator app that has not been used yet. */
  otp: () => Promise<string>
  /** The button on the page of consent. */
  consent: RegExp
  /** Where the site of others sends them back to, by the `state` that they came with. */
  backFromSite: (state: string) => string
}

/** The page of others that Actions send people to. Nothing listens there. */
export const SITE = 'http://site.example/terms'

/** Nobody meets more pages than this in one login. */
const MOST_PAGES = 15

/**
 * Starts a login and answers every page that comes up, as somebody would who wants all of it, until the app is
 * reached.
 *
 * @throws when pages come without end, or one that nobody expects
 */
export async function walk(
  who: Person,
  extra: Record<string, string>,
  given: Partial<Answers> = {},
): Promise<{ met: Met[]; outcome: Outcome }> {
  const answers = { ...answersOf(who), ...given }
  const attempt = who.app.start(extra)
  let page = await who.browser.open(attempt.url)
  const met: Met[] = []
  while (!page.url.href.startsWith(attempt.redirectUri)) {
    if (met.length === MOST_PAGES) throw new Error(`The login does not end: ${met.join(', ')}`)
    const kind = kindOf(page)
    met.push(kind)
    page = await answer(who, page, kind, answers)
  }
  return { met, outcome: await who.app.finish(attempt, page) }
}

function answersOf({ stage }: Person): Answers {
  return {
    ...{ email: ADA, phone: PHONE, consent: /^Accept$/ },
    otp: () => Promise.reject(new Error('Nobody here has an authenticator app.')),
    backFromSite: (state) =>
      `${stage.origin}/continue?${new URLSearchParams({ state, agreed: 'yes' }).toString()}`,
  }
}

async function answer(who: Person, page: Seen, kind: Met, answers: Answers): Promise<Seen> {
  const { stage, browser } = who
  switch (kind) {
    case 'email':
      return enterEmail(who, page, answers.email)
    case 'email code':
      return enterCode(who, page, await codeFor(stage, answers.email))
    case 'phone':
      return enterPhone(who, page, answers.phone)
    case 'phone code':
      return enterCode(who, page, await codeFor(stage, answers.phone))
    case 'otp':
      return enterCode(who, page, await answers.otp())
    case 'offer':
      return browser.press(page, /^Add my number$/)
    case 'removal':
      return browser.press(page, /^Remove phone$/)
    case 'notice':
      return browser.press(page, /^Continue$/)
    case 'consent':
      return browser.press(page, answers.consent)
    case 'site':
      return browser.open(answers.backFromSite(page.url.searchParams.get('state') ?? ''))
  }
}

const BY_PATH: { [path: string]: Met } = {
  '/u/login-passwordless-email-code': 'email code',
  '/u/login-passwordless-sms-otp': 'phone code',
  '/u/mfa-otp-challenge': 'otp',
  '/u/consent': 'consent',
}

function kindOf(page: Seen): Met {
  if (page.url.href.startsWith(SITE)) return 'site'
  const known = BY_PATH[page.url.pathname]
  if (known !== undefined) return known
  if (isForm(page))
    return page.html.includes('Add my number')
      ? 'offer'
      : page.html.includes('Remove phone')
        ? 'removal'
        : 'notice'
  const types = page.forms.flatMap(({ fields }) => fields.map(({ type }) => type))
  if (types.includes('email')) return 'email'
  if (types.includes('tel')) return 'phone'
  throw new Error(`Nobody expects ${page.url.pathname} (${page.status})\n${page.html}`)
}
