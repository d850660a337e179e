import type { Notice } from './sessions.ts'

/** The `phone_link` claim, as far as this app understands it. */
export type PhoneLink = { intent: string; status: string; reason?: string }

/** How this app speaks of what was asked for. */
type Words = { done: string; doing: string; verb: string }

const INTENTS: Record<string, Words> = {
  add: { done: 'added', doing: 'Adding', verb: 'add' },
  replace: { done: 'replaced', doing: 'Replacing', verb: 'replace' },
  remove: { done: 'removed', doing: 'Removing', verb: 'remove' },
}

// Also for an intent that this app has not heard of.
const SOME_CHANGE: Words = { done: 'changed', doing: 'Changing', verb: 'change' }

const STATUS: Record<string, (words: Words) => Notice> = {
  linked: () => ({
    tone: 'good',
    title: 'Your phone is added',
    text: 'From now on you can sign in with your email or with this phone. Both lead to this account.',
  }),
  already_linked: () => ({
    tone: 'calm',
    title: 'You already have this phone',
    text: 'Nothing had to change: it signs you in to this account.',
  }),
  replaced: () => ({
    tone: 'good',
    title: 'Your phone is replaced',
    text: 'The new number signs you in; the old one no longer does.',
  }),
  removed: () => ({
    tone: 'good',
    title: 'Your phone is removed',
    text: 'It no longer signs you in. You can add a phone again whenever you like.',
  }),
  skipped: () => ({
    tone: 'calm',
    title: 'No phone added',
    text: 'You can add one later, from this page.',
  }),
  cancelled: (words) => ({
    tone: 'calm',
    title: notDone(words),
    text: 'You stopped before anything changed, and you are still signed in. You can try again whenever you like.',
  }),
}

const TRY_AGAIN = 'You are still signed in and nothing changed. Please try again.'

const REFUSED: Record<string, (words: Words) => string> = {
  email_unverified: ({ verb }) =>
    `Your email address has to be confirmed first. Sign in with a code by email, then ${verb} the phone.`,
  step_up_required: ({ verb }) =>
    `To protect your account, this needs a login of the last ten minutes. Sign in again and then ${verb} the phone.`,
  reauthentication_failed: () =>
    'The code by email was for another account. You are still signed in to this one and nothing changed.',
  challenge_expired: () => `It took longer than ten minutes. ${TRY_AGAIN}`,
  answer_malformed: () => `The answer of the phone step could not be read. ${TRY_AGAIN}`,
  proof_invalid: () => `The phone step could not be verified. ${TRY_AGAIN}`,
  link_token_invalid: ({ verb }) =>
    `Your login could not be confirmed. Sign in again and then ${verb} the phone.`,
  link_token_used: ({ verb }) =>
    `A phone was to be added with this login before. Sign in again and then ${verb} the phone.`,
  phone_already_linked: () => 'There is a phone on your account already. You can replace it from this page.',
  phone_in_use: () =>
    'This number cannot be used. You are still signed in and nothing changed. Try another number.',
  phone_account_has_history: () =>
    'This number cannot be used. You are still signed in and nothing changed. Ask our support.',
  phone_not_supported: () => 'Numbers of this country or kind are not supported. You can try another number.',
  too_soon: () => 'That was tried a few times in a row. Please wait a few minutes and try again.',
  too_many_attempts: () => 'There were too many attempts. Please wait until tomorrow and try again.',
  no_phone: () => 'There is no phone on your account. You can add one from this page.',
  last_way_in: () =>
    'This phone is your only way to sign in. Confirm an email address first, then you can remove it.',
  link_failed: ({ doing }) => `${doing} the phone did not work this time. ${TRY_AGAIN}`,
  old_phone_remains: () =>
    'Your new phone is added, but the old one could not be taken off yet. Sign in again, and it will be.',
  remove_failed: () =>
    'Removing the phone did not work this time. You are still signed in. Please try again.',
  not_available: ({ doing }) =>
    `${doing} a phone is not available at the moment. You are still signed in and nothing changed.`,
  intent_unknown: () =>
    'This app asked for something that the tenant does not offer. You are still signed in.',
}

/** Puts the outcome of a phone step into plain words; undefined when the login had none. */
export function outcomeNotice(outcome: PhoneLink | undefined): Notice | undefined {
  if (outcome === undefined) return undefined
  const { intent, status, reason = '' } = outcome
  const words = own(INTENTS, intent) ?? SOME_CHANGE
  const known = own(STATUS, status)
  if (known !== undefined) return known(words)
  return {
    tone: 'warning',
    title: reason === 'old_phone_remains' ? 'Your old phone is still there' : notDone(words),
    text: own(REFUSED, reason)?.(words) ?? TRY_AGAIN,
    ...(reason === 'step_up_required' ? { stepUp: stepUpTo(words) } : {}),
  }
}

const notDone = ({ done }: Words): string => `The phone was not ${done}`

function stepUpTo({ verb }: Words): { href: string; label: string } {
  // Only what this app can ask for has a way of its own.
  if (!Object.hasOwn(INTENTS, verb)) return { href: '/sign-in/email', label: 'Sign in again' }
  return { href: `/sign-in-again-and-${verb}-phone`, label: `Sign in again, then ${verb}` }
}

// The words come from a token: an object would answer to `constructor`, too.
const own = <Value>(table: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Reads the claim; anything of another shape is treated as absent. */
export function parsePhoneLink(claim: unknown): PhoneLink | undefined {
  if (typeof claim !== 'object' || claim === null) return undefined
  const { intent, status, reason } = claim as Record<string, unknown>
  if (typeof intent !== 'string' || typeof status !== 'string') return undefined
  return { intent, status, ...(typeof reason === 'string' ? { reason } : {}) }
}
