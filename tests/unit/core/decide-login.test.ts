import { MAX_ATTEMPTS } from '../../../lib/core/attempts.ts'
import type { Attempt } from '../../../lib/core/attempts.ts'
import type { Decision } from '../../../lib/core/decide-login.ts'
import { decideLogin } from '../../../lib/core/decide-login.ts'
import type { LinkedPhone, Login } from '../../../lib/core/login.ts'
import type { Intent, Outcome } from '../../../lib/core/outcome.ts'
import type { Offers, Policy } from '../../../lib/core/policy.ts'
import { countOffer, isOfferDue, NO_OFFERS, NO_POLICY } from '../../../lib/core/policy.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import type { Because, Want } from '../../../lib/core/want.ts'
import { eligibleLogin, minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const DAY = 24 * 60
const SECOND = 1 / 60

/** Every row changes one fact of one of these. */
const eligible = eligibleLogin(NOW)
const phone: LinkedPhone = {
  identity: { provider: 'sms', id: 'old' },
  number: phoneNumber('+4915112345678'),
}
const withPhone: Login = { ...eligible, phones: [phone], phone: phone.number }
const replacing: Login = { ...withPhone, ask: { kind: 'intent', intent: 'replace' } }
const removing: Login = { ...withPhone, ask: { kind: 'intent', intent: 'remove' } }
const quiet: Login = { ...eligible, ask: { kind: 'nothing' } }

const change = (intent: Intent, because: Because = 'asked'): Decision => ({
  kind: 'change',
  want: { intent, because },
})
const stepUp = (intent: Intent, because: Because = 'asked'): Decision => ({
  kind: 'step_up',
  want: { intent, because },
})
const settled = (outcome: Outcome, because: Because = 'asked'): Decision => ({
  kind: 'settled',
  outcome,
  because,
})
const refuse = (intent: Intent | 'unknown', reason: Reason, because: Because = 'asked'): Decision =>
  settled({ intent, status: 'refused', reason }, because)
const attempts = (count: number, minutesAgo = 120): Attempt[] =>
  Array.from({ length: count }, () => ({ at: minutesBefore(NOW, minutesAgo), numbers: [] }))
const proven = (...methods: [name: string, minutesAgo: number][]) => ({
  methods: methods.map(([name, minutesAgo]) => ({ name, at: minutesBefore(NOW, minutesAgo) })),
})

const remembered = (want: Partial<Want>): { want: Want } => ({
  want: { intent: 'add', because: 'asked', ...want },
})

type Row = [sentence: string, facts: Partial<Login>, expected: Decision]

describe('who gets a phone step at all', () => {
  test('whoever has set no policy offers nothing, and says how often it would', () => {
    expect(NO_POLICY).toStrictEqual({ phone: 'never', offerAgainDays: 30, offerTimes: 3 })
  })

  test.each<Row>([
    ['a login that asks to add a phone may', {}, change('add')],
    [
      'T14 the inner login by phone is let through, whatever it asks',
      { client: 'companion', connection: 'sms', userId: userId('sms|x') },
      { kind: 'stand_aside' },
    ],
    [
      'T14 the inner login by email is let through as well',
      { client: 'companion', connection: 'email' },
      { kind: 'stand_aside' },
    ],
    [
      'T14 the inner login is let through before a former phone is looked for',
      { client: 'companion', connection: 'sms', phoneOffAt: NOW, ...proven(['sms', 5]) },
      { kind: 'stand_aside' },
    ],
    [
      'T02 the companion with another connection is denied',
      { client: 'companion', connection: 'google-oauth2' },
      { kind: 'deny', reason: 'connection_not_allowed' },
    ],
    [
      'R16 an SMS-only account is denied',
      { userId: userId('sms|x'), connection: 'sms' },
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    [
      'R16 T09 an SMS-only account is denied on a client that takes no part',
      { userId: userId('sms|x'), client: 'other' },
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    [
      'R16 T09 an SMS-only account is denied where no page can be shown',
      { userId: userId('sms|x'), canShowPage: false, ask: { kind: 'nothing' } },
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    [
      'R14 a login that links by the OTP grant is left to phone-challenge, which reads whose account it is for',
      { grant: 'links', userId: userId('sms|x'), connection: 'sms' },
      { kind: 'untouched' },
    ],
    [
      'R16 a phone account is denied where its client may link by the OTP grant, but does not',
      { grant: 'may', userId: userId('sms|x'), connection: 'sms' },
      { kind: 'deny', reason: 'sms_only_account' },
    ],
    ['R13 a client that is not enabled is left untouched', { client: 'other' }, { kind: 'untouched' }],
    [
      'R13 a client that is not enabled is left untouched, whatever is remembered',
      { client: 'other', ...remembered({ intent: 'remove', choice: 'accepted' }) },
      { kind: 'untouched' },
    ],
    ['T15 without a page there is no step, only claims', { canShowPage: false }, { kind: 'claims_only' }],
    [
      'R13 a login that asks for nothing only gets claims',
      { ask: { kind: 'nothing' } },
      { kind: 'claims_only' },
    ],
    [
      'an unverified email that asks for nothing is not bothered',
      { emailVerified: false, ask: { kind: 'nothing' } },
      { kind: 'claims_only' },
    ],
    [
      'R45 an unknown intent is named as such',
      { ask: { kind: 'unknown' } },
      refuse('unknown', 'intent_unknown'),
    ],
    [
      'R12 an unverified email that asks for something unknown hears of the email first',
      { ask: { kind: 'unknown' }, emailVerified: false },
      refuse('unknown', 'email_unverified'),
    ],
    [
      'a remembered want wins over an unknown one',
      { ask: { kind: 'unknown' }, ...remembered({}) },
      change('add'),
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...eligible, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('R16 a phone account, where the tenant lets such accounts go on', () => {
  const own: Login = {
    ...eligible,
    ...{ userId: userId('sms|x'), connection: 'sms', emailVerified: false, canProveEmail: false },
    ...{ smsOnlyAccounts: 'allow', methods: [{ name: 'sms', at: minutesBefore(NOW, 1) }] },
  }
  const denied: Decision = { kind: 'deny', reason: 'sms_only_account' }
  const untouched: Decision = { kind: 'untouched' }

  test.each<Row>([
    ['may sign in, and is left untouched whatever the client asks', {}, untouched],
    ['may where nothing is asked', { ask: { kind: 'nothing' } }, untouched],
    ['may where something unknown is asked', { ask: { kind: 'unknown' } }, untouched],
    ['T15 may where no page can be shown', { canShowPage: false }, untouched],
    ['R13 may at a client that takes no part', { client: 'other' }, untouched],
    ['T22 may at a host that is not configured', { hostConfigured: false }, untouched],
    ['may with a session that is stale', proven(['sms', 300]), untouched],
    ['may, whatever is remembered', remembered({ choice: 'accepted' }), untouched],
    ['may with another phone that is linked to it', { phones: [phone], phone: phone.number }, untouched],
    ['T09 may not where an inner login made it', { bornInInnerLogin: true }, denied],
    [
      'T15 may not where an inner login made it and no page can be shown',
      { bornInInnerLogin: true, canShowPage: false },
      denied,
    ],
    ['T09 may not at a client that takes no part', { bornInInnerLogin: true, client: 'other' }, denied],
    ['may not where the tenant refuses', { smsOnlyAccounts: 'refuse' }, denied],
    ['T14 is let through by the inner login', { client: 'companion' }, { kind: 'stand_aside' }],
    [
      'T14 is let through by the inner login that made it',
      { client: 'companion', bornInInnerLogin: true },
      { kind: 'stand_aside' },
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...own, ...facts }, NOW)).toStrictEqual(expected)
  })

  test.each(['offer', 'required'] as const)('is not held to the policy %s', (policy) => {
    expect(decideLogin(own, NOW, { ...NO_POLICY, phone: policy })).toStrictEqual(untouched)
  })

  test('everybody else is judged as where it is refused', () => {
    expect(decideLogin({ ...eligible, smsOnlyAccounts: 'allow' }, NOW)).toStrictEqual(change('add'))
    expect(decideLogin({ ...eligible, smsOnlyAccounts: 'allow', bornInInnerLogin: true }, NOW)).toStrictEqual(
      change('add'),
    )
  })
})

describe('T25 a session that rests on a phone that has left', () => {
  const offAt = { phoneOffAt: minutesBefore(NOW, 60) }
  const out: Decision = { kind: 'deny', reason: 'phone_changed' }
  test.each<Row>([
    ['is denied', { ...offAt, ...proven(['sms', 61]) }, out],
    ['is denied one second before it left', { ...offAt, ...proven(['sms', 60 + SECOND]) }, out],
    ['is denied with two codes of before', { ...offAt, ...proven(['sms', 300], ['sms', 61]) }, out],
    [
      'T15 is denied where no page can be shown',
      { ...offAt, ...proven(['sms', 61]), canShowPage: false },
      out,
    ],
    ['is denied on a client that takes no part', { ...offAt, ...proven(['sms', 61]), client: 'other' }, out],
    [
      'T07 is denied, whatever is remembered',
      { ...offAt, ...proven(['sms', 61]), ...remembered({ choice: 'accepted' }) },
      out,
    ],
    [
      'is no matter at the very moment it left',
      { ...offAt, ...proven(['sms', 60]) },
      { kind: 'claims_only' },
    ],
    [
      'is no matter with a code since',
      { ...offAt, ...proven(['sms', 61], ['sms', 5]) },
      { kind: 'claims_only' },
    ],
    [
      'is no matter with an email code beside it',
      { ...offAt, ...proven(['sms', 61], ['email', 300]) },
      { kind: 'claims_only' },
    ],
    ['is no matter without any proof', { ...offAt, methods: [] }, { kind: 'claims_only' }],
    ['is no matter while no phone has ever left', proven(['sms', 61]), { kind: 'claims_only' }],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...quiet, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('adding', () => {
  test.each<Row>([
    ['R12 an unverified email gains no phone', { emailVerified: false }, refuse('add', 'email_unverified')],
    [
      'T22 a host that is not configured gets no step',
      { hostConfigured: false },
      { ...refuse('add', 'not_available'), detail: 'host_not_configured' } as Decision,
    ],
    [
      'R26 an account with a phone needs no second',
      { phones: [phone] },
      settled({ intent: 'add', status: 'already_linked' }),
    ],
    [
      'R26 a phone whose number is not known counts as one',
      { phones: [{ ...phone, number: undefined }] },
      settled({ intent: 'add', status: 'already_linked' }),
    ],
    [
      'an account with a phone is told so, however stale the session',
      { phones: [phone], ...proven(['email', 300]) },
      settled({ intent: 'add', status: 'already_linked' }),
    ],
    ['ways to sign in are counted for a removal only', { otherWaysIn: 0 }, change('add')],
    [
      'R33 the cap is told before the person is asked to sign in again',
      { attempts: attempts(MAX_ATTEMPTS), ...proven(['email', 300]) },
      refuse('add', 'too_many_attempts'),
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...eligible, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('replacing', () => {
  test.each<Row>([
    ['a login with a phone may', {}, change('replace')],
    [
      'a phone whose number is not known can be replaced',
      { phones: [{ ...phone, number: undefined }] },
      change('replace'),
    ],
    [
      'R45 there must be a phone, or the app is told that there is none',
      { phones: [], phone: undefined },
      refuse('replace', 'no_phone'),
    ],
    [
      'R12 an unverified email gains no other phone',
      { emailVerified: false },
      refuse('replace', 'email_unverified'),
    ],
    ['R10 a stale session steps up first', proven(['email', 300]), stepUp('replace')],
    ['R15 it leaves the ways in as they are', { otherWaysIn: 0 }, change('replace')],
    ['R33 it is capped', { attempts: attempts(MAX_ATTEMPTS) }, refuse('replace', 'too_many_attempts')],
    [
      'T22 a host that is not configured gets no step',
      { hostConfigured: false },
      { ...refuse('replace', 'not_available'), detail: 'host_not_configured' } as Decision,
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...replacing, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('removing', () => {
  test.each<Row>([
    ['a login with a phone may', {}, change('remove')],
    [
      'R45 there must be a phone, or the app is told that there is none',
      { phones: [], phone: undefined },
      refuse('remove', 'no_phone'),
    ],
    [
      'R12 an unverified email may remove, since it gains nothing',
      { emailVerified: false },
      change('remove'),
    ],
    ['R15 the last way in stays', { otherWaysIn: 0 }, refuse('remove', 'last_way_in')],
    ['R15 with two other ways in it may go', { otherWaysIn: 2 }, change('remove')],
    [
      'R15 the last way in stays, even once the person has confirmed',
      { otherWaysIn: 0, ...remembered({ intent: 'remove', choice: 'accepted' }) },
      refuse('remove', 'last_way_in'),
    ],
    ['R10 T26 a stale session steps up first', proven(['email', 300]), stepUp('remove')],
    ['R33 it costs no SMS and is not capped', { attempts: attempts(MAX_ATTEMPTS + 1) }, change('remove')],
    [
      'T22 a host that is not configured gets no step',
      { hostConfigured: false },
      { ...refuse('remove', 'not_available'), detail: 'host_not_configured' } as Decision,
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...removing, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('R10 the proof', () => {
  test.each<Row>([
    ['of ten minutes ago is enough', proven(['email', 10]), change('add')],
    ['older than ten minutes is not enough', proven(['email', 10 + SECOND]), stepUp('add')],
    ['T07 of a session left open is not enough', proven(['email', 8 * 60]), stepUp('add')],
    ['that is missing is not enough', { methods: [] }, stepUp('add')],
    ['by SMS is of the phone, not of the primary', proven(['sms', 1]), stepUp('add')],
    ['by a second factor alone is not of the primary', proven(['mfa', 1]), stepUp('add')],
    ['by a method we do not know is not of the primary', proven(['phr', 1]), stepUp('add')],
    ['by password is enough', proven(['pwd', 1]), change('add')],
    ['by passkey is enough', proven(['passkey', 1]), change('add')],
    ['by another provider is enough', proven(['federated', 1]), change('add')],
    ['that is latest counts, when it stands first', proven(['email', 2], ['pwd', 300]), change('add')],
    ['that is latest counts, when it stands last', proven(['pwd', 300], ['email', 2]), change('add')],
    ['T30 from a clock five minutes ahead is enough', proven(['email', -5]), change('add')],
    ['T30 from further in the future is not enough', proven(['email', -5 - SECOND]), stepUp('add')],
    [
      'whose time cannot be read is not enough',
      { methods: [{ name: 'email', at: new Date('never') }] },
      stepUp('add'),
    ],
    ['R11 of a second factor is asked of those who have one', { hasFactor: true }, stepUp('add')],
    [
      'R11 of a second factor ten minutes ago is enough, however old the first',
      { hasFactor: true, ...proven(['email', 300], ['mfa', 10]) },
      change('add'),
    ],
    [
      'R11 of a second factor longer ago is not enough, however fresh the first',
      { hasFactor: true, ...proven(['email', 1], ['mfa', 10 + SECOND]) },
      stepUp('add'),
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...eligible, ...facts }, NOW)).toStrictEqual(expected)
  })

  test.each<[string, Login, Intent]>([
    ['add', eligible, 'add'],
    ['replace', replacing, 'replace'],
    ['remove', removing, 'remove'],
  ])('R11 to %s, a factor that cannot be asked for is still needed', (_name, login, intent) => {
    expect(decideLogin({ ...login, hasFactor: true, factors: [] }, NOW)).toStrictEqual(stepUp(intent))
  })

  test('T08 what the client asks by max_age, prompt or acr_values is no fact, and changes nothing', () => {
    const forged = { ...eligible, ...proven(['email', 300]), maxAge: 0, prompt: 'login', acrValues: 'mfa' }
    expect(decideLogin(forged, NOW)).toStrictEqual(stepUp('add'))
  })
})

describe('R33 attempts', () => {
  test.each<Row>([
    ['one below the cap may try', { attempts: attempts(MAX_ATTEMPTS - 1) }, change('add')],
    [
      'at the cap the next is refused',
      { attempts: attempts(MAX_ATTEMPTS) },
      refuse('add', 'too_many_attempts'),
    ],
    [
      'over the cap the next is refused',
      { attempts: attempts(MAX_ATTEMPTS + 1) },
      refuse('add', 'too_many_attempts'),
    ],
    ['R33 the fourth has to wait', { attempts: attempts(3, 0.9) }, refuse('add', 'too_soon')],
    ['R33 the fourth may start after a minute', { attempts: attempts(3, 1) }, change('add')],
    ['of the day before are forgotten', { attempts: attempts(MAX_ATTEMPTS, DAY) }, change('add')],
    [
      'a second short of a day ago still count',
      { attempts: attempts(MAX_ATTEMPTS, DAY - SECOND) },
      refuse('add', 'too_many_attempts'),
    ],
    ['in the future lock nobody out', { attempts: attempts(MAX_ATTEMPTS, -1) }, change('add')],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...eligible, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('what is remembered', () => {
  test.each<Row>([
    [
      'T14 is carried on, with the choice and the number, when the query is gone',
      { ...quiet, ...remembered({ choice: 'accepted', hint: phoneNumber('+4915112345678') }) },
      {
        kind: 'change',
        want: { intent: 'add', because: 'asked', choice: 'accepted', hint: phoneNumber('+4915112345678') },
      },
    ],
    [
      'R14 wins over what the query says meanwhile',
      { ask: { kind: 'intent', intent: 'remove' }, ...remembered({ because: 'offered' }) },
      change('add', 'offered'),
    ],
    [
      'still steps up when the session is stale',
      { ...remembered({ because: 'required' }), ...proven(['email', 11]) },
      stepUp('add', 'required'),
    ],
    [
      'R12 gives no right: an unverified email still gains no phone',
      { emailVerified: false, ...remembered({ choice: 'accepted' }) },
      refuse('add', 'email_unverified'),
    ],
    [
      'T13 as declined is a cancelled request',
      remembered({ choice: 'declined' }),
      settled({ intent: 'add', status: 'cancelled' }),
    ],
    [
      'R15 as declined removes nothing',
      { phones: [phone], ...remembered({ intent: 'remove', choice: 'declined' }) },
      settled({ intent: 'remove', status: 'cancelled' }),
    ],
    [
      'T13 as declined skips an offer',
      remembered({ because: 'offered', choice: 'declined' }),
      settled({ intent: 'add', status: 'skipped' }, 'offered'),
    ],
    [
      'as declined cancels what is required, for the tenant to judge',
      remembered({ because: 'required', choice: 'declined' }),
      settled({ intent: 'add', status: 'cancelled' }, 'required'),
    ],
    [
      'as refused stays refused',
      remembered({ refusal: 'phone_not_supported', choice: 'accepted' }),
      refuse('add', 'phone_not_supported'),
    ],
    [
      'T03 as refused stays refused, though the session is fresh by now',
      { phones: [phone], ...remembered({ intent: 'replace', refusal: 'reauthentication_failed' }) },
      refuse('replace', 'reauthentication_failed'),
    ],
    [
      'as refused and declined is refused',
      remembered({ because: 'required', refusal: 'challenge_expired', choice: 'declined' }),
      refuse('add', 'challenge_expired', 'required'),
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideLogin({ ...eligible, ...facts }, NOW)).toStrictEqual(expected)
  })
})

describe('the policy', () => {
  const offer: Policy = { phone: 'offer', offerAgainDays: 30, offerTimes: 3 }
  const required: Policy = { ...offer, phone: 'required' }
  const offered = change('add', 'offered')
  const nothing: Decision = { kind: 'claims_only' }
  const unknown = refuse('unknown', 'intent_unknown')
  const ASKS: readonly [name: string, Login['ask']][] = [
    ['to add', { kind: 'intent', intent: 'add' }],
    ['to replace', { kind: 'intent', intent: 'replace' }],
    ['to remove', { kind: 'intent', intent: 'remove' }],
    ['for something unknown', { kind: 'unknown' }],
  ]
  const offers = (times: number, minutesAgo: number): { offers: Offers } => ({
    offers: { times, lastAt: minutesBefore(NOW, minutesAgo) },
  })

  test.each<[string, Policy, Partial<Login>, Decision]>([
    ['never offers nothing', NO_POLICY, {}, nothing],
    ['offer offers', offer, {}, offered],
    ['T13 offer asks for nothing where there is a phone', offer, { phones: [phone] }, nothing],
    ['R12 offer leaves an unverified email alone', offer, { emailVerified: false }, nothing],
    ['offer leaves a host that is not configured alone', offer, { hostConfigured: false }, nothing],
    ['offer leaves a stale session alone', offer, proven(['email', 11]), nothing],
    ['R11 offer leaves a factor that was not asked for alone', offer, { hasFactor: true }, nothing],
    [
      'R33 offer leaves one below the cap its last attempt',
      offer,
      { attempts: attempts(MAX_ATTEMPTS - 1) },
      offered,
    ],
    ['R33 offer leaves who has to wait alone', offer, { attempts: attempts(4, 1) }, nothing],
    ['R33 offer leaves who is at the cap alone', offer, { attempts: attempts(MAX_ATTEMPTS) }, nothing],
    ['R13 offer leaves another client alone', offer, { client: 'other' }, { kind: 'untouched' }],
    ['T15 offer leaves a silent login alone', offer, { canShowPage: false }, nothing],
    ['T13 offer comes again after 30 days', offer, offers(1, 30 * DAY), offered],
    ['T13 offer does not come again one second sooner', offer, offers(1, 30 * DAY - SECOND), nothing],
    ['T13 offer comes a third time', offer, offers(2, 99 * DAY), offered],
    ['T13 offer does not come a fourth time', offer, offers(3, 99 * DAY), nothing],
    ['T13 offer does not come a fifth time', offer, offers(4, 99 * DAY), nothing],
    [
      'offer gives way to what the app asks',
      offer,
      { ask: { kind: 'intent', intent: 'add' }, ...offers(3, 1) },
      change('add'),
    ],
    ['R45 offer gives way to an unknown intent', offer, { ask: { kind: 'unknown' } }, unknown],
    ['required requires', required, {}, change('add', 'required')],
    ['T13 required asks for nothing where there is a phone', required, { phones: [phone] }, nothing],
    ['required does not count offers', required, offers(9, 1), change('add', 'required')],
    ['R10 required steps up a stale session', required, proven(['email', 11]), stepUp('add', 'required')],
    [
      'R12 required says that the email comes first',
      required,
      { emailVerified: false },
      refuse('add', 'email_unverified', 'required'),
    ],
    [
      'R33 required is capped',
      required,
      { attempts: attempts(MAX_ATTEMPTS) },
      refuse('add', 'too_many_attempts', 'required'),
    ],
    [
      'required cannot be met at a host that is not configured',
      required,
      { hostConfigured: false },
      { ...refuse('add', 'not_available', 'required'), detail: 'host_not_configured' } as Decision,
    ],
    ...ASKS.map(([name, ask]): [string, Policy, Partial<Login>, Decision] => [
      `T13 required wins over a request that asks ${name}`,
      required,
      { ask },
      change('add', 'required'),
    ]),
    ['never lets a request be unknown', NO_POLICY, { ask: { kind: 'unknown' } }, unknown],
    [
      'required is met by a phone, and lets a request be unknown',
      required,
      { phones: [phone], ask: { kind: 'unknown' } },
      unknown,
    ],
    [
      'required is met by a phone, which may be replaced',
      required,
      { phones: [phone], ask: { kind: 'intent', intent: 'replace' } },
      change('replace'),
    ],
    [
      'required is met by a phone, which may be removed',
      required,
      { phones: [phone], ask: { kind: 'intent', intent: 'remove' } },
      change('remove'),
    ],
    [
      'T13 required gives way to what was remembered of this login',
      required,
      remembered({ because: 'required', choice: 'declined' }),
      settled({ intent: 'add', status: 'cancelled' }, 'required'),
    ],
    ['R13 required leaves another client alone', required, { client: 'other' }, { kind: 'untouched' }],
    ['T15 required leaves a silent login alone', required, { canShowPage: false }, nothing],
  ])('%s', (_sentence, policy, facts, expected) => {
    expect(decideLogin({ ...quiet, ...facts }, NOW, policy)).toStrictEqual(expected)
  })

  test.each<[string, Partial<Policy>, Offers, boolean]>([
    ['zero times is never', { offerTimes: 0 }, NO_OFFERS, false],
    ['once is the first time', { offerTimes: 1 }, NO_OFFERS, true],
    ['once is not a second time', { offerTimes: 1 }, offers(1, 99 * DAY).offers, false],
    ['zero days is at every login', { offerAgainDays: 0 }, offers(1, 0).offers, true],
    ['one day is a day', { offerAgainDays: 1 }, offers(1, DAY).offers, true],
    ['one day is not less', { offerAgainDays: 1 }, offers(1, DAY - SECOND).offers, false],
    ['an offer of the future is no reason for another', {}, offers(1, -1).offers, false],
    ['an offer of an unknown time does not count as made', {}, { times: 1, lastAt: undefined }, true],
    [
      'an offer of an unreadable time is no reason for another',
      {},
      { times: 1, lastAt: new Date('never') },
      false,
    ],
  ])('T13 how often: %s', (_sentence, settings, made, expected) => {
    expect(isOfferDue(made, { ...offer, ...settings }, NOW)).toBe(expected)
  })

  test('T13 an offer that is made is counted, and its time kept', () => {
    expect(countOffer(NO_OFFERS, NOW)).toStrictEqual({ times: 1, lastAt: NOW })
    expect(countOffer({ times: 2, lastAt: new Date(0) }, NOW)).toStrictEqual({ times: 3, lastAt: NOW })
  })
})
