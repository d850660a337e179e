import type { Person } from '../../journeys/support/steps.ts'
import type { Seen } from '../../support/login.ts'

const fieldsOf = ({ forms }: Seen) => forms.flatMap(({ fields }) => fields)

/** Whether the page asks for an email address: of the companion, it is the step-up. */
export const asksForEmail = (page: Seen): boolean => fieldsOf(page).some(({ type }) => type === 'email')
export const asksForPhone = (page: Seen): boolean => fieldsOf(page).some(({ type }) => type === 'tel')

/** Starts a phone step and holds the address of the inner login, which is in the person's hands. */
export async function holdInnerLogin(who: Person, extra: Record<string, string> = { 'ext-phone': 'add' }) {
  const attempt = who.app.start(extra)
  const { url } = await who.browser.open(attempt.url, ({ pathname }) => pathname === '/authorize')
  return { attempt, address: new URL(url) }
}
