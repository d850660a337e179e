import type { Notice } from './sessions.ts'

/** The `phone_link` claim, as far as this app understands it. */
export type PhoneLink = { intent: string; status: string; reason?: string }

const STATUS: Record<string, Notice> = {
  linked: {
    tone: 'good',
    title: 'Your phone is added',
    text: 'From now on you can sign in with your email or with this phone. Both lead to this account.',
  },
  already_linked: {
    tone: 'calm',
    title: 'You already have a phone',
    text: 'Nothing had to change: it signs you in to this account.',
  },
  replaced: {
    tone: 'good',
    title: 'Your phone is replaced',
    text: 'The new number signs you in; the old one no longer does.',
  },
  removed: { tone: 'good', title: 'Your phone is removed', text: 'You sign in with your email only.' },
  skipped: { tone: 'calm', title: 'No phone added', text: 'You can add one later, from this page.' },
  cancelled: {
    tone: 'calm',
    title: 'You stopped before the phone was added',
    text: 'Nothing changed and you are still signed in. You can try again whenever you like.',
  },
}

const TRY_AGAIN = 'You are still signed in and nothing changed. Please try again.'

const REFUSED: Record<string, string> = {
  email_unverified:
    'Your email address has to be confirmed first. Sign in with a code by email, then add the phone.',
  step_up_required:
    'You signed in more than ten minutes ago. To protect your account, sign in again and then add the phone.',
  challenge_expired: `It took longer than ten minutes. ${TRY_AGAIN}`,
  answer_malformed: `The answer of the phone step could not be read. ${TRY_AGAIN}`,
  proof_invalid: `The phone step could not be verified. ${TRY_AGAIN}`,
  phone_in_use:
    'This number cannot be used. You are still signed in and nothing changed. Try another number.',
  phone_account_has_history:
    'This number cannot be used. You are still signed in and nothing changed. Ask our support.',
  phone_not_supported: 'Numbers of this country or kind are not supported. You can try another number.',
  too_many_attempts: 'There were too many attempts. Please wait until tomorrow and try again.',
  link_failed: `Adding the phone did not work this time. ${TRY_AGAIN}`,
  not_available:
    'Adding a phone is not available at the moment. You are still signed in and nothing changed.',
  intent_unknown: 'This app asked for something that the tenant does not offer. You are still signed in.',
}

/** Puts the outcome of a phone step into plain words; undefined when the login had none. */
export function outcomeNotice(outcome: PhoneLink | undefined): Notice | undefined {
  if (outcome === undefined) return undefined
  const known = Object.hasOwn(STATUS, outcome.status) ? STATUS[outcome.status] : undefined
  if (known !== undefined) return known
  const reason = outcome.reason ?? ''
  return {
    tone: 'warning',
    title: 'The phone was not added',
    text: (Object.hasOwn(REFUSED, reason) ? REFUSED[reason] : undefined) ?? TRY_AGAIN,
    ...(reason === 'step_up_required' ? { offersStepUp: true } : {}),
  }
}

/** Reads the claim; anything of another shape is treated as absent. */
export function parsePhoneLink(claim: unknown): PhoneLink | undefined {
  if (typeof claim !== 'object' || claim === null) return undefined
  const { intent, status, reason } = claim as Record<string, unknown>
  if (typeof intent !== 'string' || typeof status !== 'string') return undefined
  return { intent, status, ...(typeof reason === 'string' ? { reason } : {}) }
}
