import type { Person } from '../../journeys/support/steps.ts'

/** Starts a phone step and holds the address of the inner login, which is in the person's hands. */
export async function holdInnerLogin(who: Person, extra: Record<string, string> = { 'ext-phone': 'add' }) {
  const attempt = who.app.start(extra)
  const { url } = await who.browser.open(attempt.url, ({ pathname }) => pathname === '/authorize')
  return { attempt, address: new URL(url) }
}
