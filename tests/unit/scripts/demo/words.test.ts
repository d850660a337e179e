import { REASONS } from '../../../../lib/core/refusals.ts'
import { outcomeNotice, parsePhoneLink } from '../../../../scripts/demo/app/outcome-notice.ts'
import { describeProblem } from '../../../../scripts/demo/app/problem-text.ts'
import { maskNumber } from '../../../../scripts/demo/universal-login.ts'

// These deny the login, so they reach the app as an error and not as an outcome.
const DENIALS = ['sms_only_account', 'connection_not_allowed', 'phone_required', 'phone_changed']
const REFUSALS = Object.keys(REASONS).filter((reason) => !DENIALS.includes(reason))
const INTENTS = ['add', 'replace', 'remove'] as const
const FALLBACK = outcomeNotice({ intent: 'add', status: 'refused', reason: 'a reason of the future' })?.text

test.each(REFUSALS)('the demo has words of its own for the refusal %s', (reason) => {
  for (const intent of INTENTS) {
    const notice = outcomeNotice({ intent, status: 'refused', reason })
    expect(notice?.tone).toBe('warning')
    expect(notice?.text).not.toBe(FALLBACK)
    expect(notice?.stepUp !== undefined).toBe(reason === 'step_up_required')
  }
})

test.each(['phone_required', 'phone_changed'])(
  'the demo has words for a login denied with %s, and offers the email',
  (reason) => {
    const problem = describeProblem('access_denied', `${reason}: a sentence`)
    expect(problem).toMatchObject({ code: reason, emailFirst: true })
    expect(problem.title).not.toBe(describeProblem('access_denied', '').title)
  },
)

test.each([
  ['add', 'The phone was not added'],
  ['replace', 'The phone was not replaced'],
  ['remove', 'The phone was not removed'],
  ['unknown', 'The phone was not changed'],
  ['constructor', 'The phone was not changed'],
])('what was asked as %s and refused or cancelled reads «%s»', (intent, title) => {
  expect(outcomeNotice({ intent, status: 'refused', reason: 'not_available' })?.title).toBe(title)
  expect(outcomeNotice({ intent, status: 'cancelled' })).toMatchObject({ title, tone: 'calm' })
})

test.each([
  ['add', '/sign-in-again-and-add-phone'],
  ['replace', '/sign-in-again-and-replace-phone'],
  ['remove', '/sign-in-again-and-remove-phone'],
  ['unknown', '/sign-in/email'],
])('a stale login that asked to %s is sent to %s', (intent, href) => {
  expect(outcomeNotice({ intent, status: 'refused', reason: 'step_up_required' })?.stepUp?.href).toBe(href)
})

test('a new phone beside an old one is not called a failure', () => {
  const notice = outcomeNotice({ intent: 'replace', status: 'refused', reason: 'old_phone_remains' })
  expect(notice?.title).toBe('Your old phone is still there')
})

test.each(['linked', 'already_linked', 'replaced', 'removed', 'skipped', 'cancelled'])(
  'the demo has words for the status %s',
  (status) => {
    const notice = outcomeNotice({ intent: 'add', status })
    expect(notice?.tone).not.toBe('warning')
    expect(notice?.text).not.toBe(FALLBACK)
  },
)

test('a login without an outcome has no notice', () => {
  expect(outcomeNotice(undefined)).toBeUndefined()
})

test('T01 the words for a number in use say nothing about another account', () => {
  const text = outcomeNotice({ intent: 'add', status: 'refused', reason: 'phone_in_use' })?.text
  expect(text).not.toMatch(/account|someone|somebody|owner|already|belongs/i)
})

test.each([
  [
    { intent: 'add', status: 'linked' },
    { intent: 'add', status: 'linked' },
  ],
  [
    { intent: 'add', status: 'refused', reason: 'x', more: 1 },
    { intent: 'add', status: 'refused', reason: 'x' },
  ],
  [{ intent: 'add' }, undefined],
  [{ status: 'linked' }, undefined],
  ['linked', undefined],
  [null, undefined],
  [undefined, undefined],
])('the claim %j is read as %j', (claim, expected) => {
  expect(parsePhoneLink(claim)).toEqual(expected)
})

test('the code that comes first in a description wins over the general error', () => {
  const problem = describeProblem('access_denied', 'sms_only_account: Sign in with your email first.')
  expect(problem).toMatchObject({ code: 'sms_only_account', emailFirst: true })
})

test.each([
  ['access_denied', 'Login cancelled', 'access_denied'],
  ['login_required', '', 'login_required'],
  ['server_error', 'constructor: no', 'server_error'],
  ['toString', '', 'toString'],
])('%s with «%s» is described as %s', (error, description, code) => {
  const problem = describeProblem(error, description)
  expect(problem.code).toBe(code)
  expect(problem.title).toMatch(/^\w.+/)
})

test('a number in a printed line is hidden but for its last two digits', () => {
  expect(maskNumber('a +447400123456 b')).toBe('a +••••••••••56 b')
})
