import { REASONS } from '../../../../lib/core/refusals.ts'
import { outcomeNotice, parsePhoneLink } from '../../../../scripts/demo/app/outcome-notice.ts'
import { describeProblem } from '../../../../scripts/demo/app/problem-text.ts'
import { maskNumber } from '../../../../scripts/demo/universal-login.ts'

// These deny the login, so they reach the app as an error and not as an outcome.
const DENIALS = ['sms_only_account', 'connection_not_allowed']
const FALLBACK = outcomeNotice({ intent: 'add', status: 'refused', reason: 'a reason of the future' })?.text

test.each(Object.keys(REASONS).filter((reason) => !DENIALS.includes(reason)))(
  'the demo has words of its own for the refusal %s',
  (reason) => {
    const notice = outcomeNotice({ intent: 'add', status: 'refused', reason })
    expect(notice?.tone).toBe('warning')
    expect(notice?.text).not.toBe(FALLBACK)
    expect(notice?.offersStepUp ?? false).toBe(reason === 'step_up_required')
  },
)

test.each(['linked', 'already_linked', 'replaced', 'removed', 'skipped', 'cancelled'])(
  'the demo has words for the status %s',
  (status) => {
    expect(outcomeNotice({ intent: 'add', status })?.title).not.toBe('The phone was not added')
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
