import { outcomeNotice, parsePhoneLink } from '../demo/app/outcome-notice.ts'
import { Refused } from './native/refused.ts'
import type { Claims } from './native/tokens.ts'

/** Who is signed in, for a terminal: where it scrolls by, a number is shown by its last two digits alone. */
export function accountLines(claims: Claims): string[] {
  const { sub, email, phone_number: phone } = claims
  return [
    `Account  ${sub}`,
    `Email    ${typeof email === 'string' ? email : 'none'}`,
    `Phone    ${typeof phone === 'string' ? maskNumber(phone) : 'none'}`,
  ]
}

/** What came of the phone step, in the demo's words, with the stable status and reason. */
export function outcomeLine(claims: Claims): string {
  const outcome = parsePhoneLink(claims['phone_link'])
  const notice = outcomeNotice(outcome)
  if (outcome === undefined || notice === undefined) {
    return 'The tenant did not touch your phone: this application does not take part in phone linking.'
  }
  return `${notice.title}. ${notice.text} (${outcome.reason ?? outcome.status})`
}

/** What went wrong, for a person; with the stable code where the tenant gave one. */
export function problemLine(error: unknown): string {
  if (error instanceof Refused) return `${error.message} (${error.code})`
  return error instanceof Error ? error.message : String(error)
}

function maskNumber(number: string): string {
  return `+${'•'.repeat(Math.max(0, number.length - 3))}${number.slice(-2)}`
}
