import {
  PHONE_ACCOUNT,
  continuedEvent,
  postLoginEvent,
  preUserRegistrationEvent,
} from '../support/post-login-kit.ts'
import type { Trigger } from './support/event-shapes.ts'
import { at, findProblems, hasOfficialDescription, missingKeys } from './support/event-shapes.ts'

const before = postLoginEvent({ transaction: { metadata: { ticket: 'text' } } })

const events: [string, Trigger, object][] = [
  ['a login by email code', 'PostLogin', postLoginEvent()],
  ['a login that resumes', 'PostLogin', continuedEvent(before, { state: 's', code: 'c' }, { plan: 'gold' })],
  // In life an `sms` user has no `email_verified`; the official description demands one.
  [
    'a login by phone code',
    'PostLogin',
    postLoginEvent({ ...PHONE_ACCOUNT, user: { ...PHONE_ACCOUNT.user, email_verified: false } }),
  ],
  ['a sign-up by phone code', 'PreUserRegistration', preUserRegistrationEvent()],
]

describe.each(events)('the test kit: %s', (_name, trigger, event) => {
  // Where the official description is not at hand, the hand-made list is what is asserted.
  test('has every key that Auth0 promises, in the shape that it describes', () => {
    expect(missingKeys(trigger, event)).toEqual([])
    expect(findProblems(trigger, event)).toEqual([])
  })
})

test('the check finds an event that is not one', () => {
  const broken = { ...postLoginEvent(), user: { user_id: 7 } }
  expect(missingKeys('PostLogin', broken)).toContain('user.identities')
  if (hasOfficialDescription) expect(findProblems('PostLogin', broken)).not.toEqual([])
})

test('the sign-up event has neither a query nor transaction metadata, as in life', () => {
  expect(at(preUserRegistrationEvent(), 'request.query')).toBeUndefined()
  expect(at(preUserRegistrationEvent(), 'transaction.metadata')).toBeUndefined()
})
