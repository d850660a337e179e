import type { PhoneProviderEvent } from '../../../lib/adapters/phone-provider-event.ts'
import { readCodeRequest, readMessage } from '../../../lib/adapters/phone-provider-event.ts'
import type { CodeRequest } from '../../../lib/core/decide-delivery.ts'
import { buildCorrelationId } from '../../../lib/protocol/correlation-id.ts'
import type { Changes, KitPhoneProviderEvent } from '../../support/post-login-kit.ts'
import { UNKNOWN_RECIPIENT, phoneProviderEvent } from '../../support/post-login-kit.ts'
import { userId } from '../../support/values.ts'

const KEYS = { companionClientId: 'companion', fingerprintKey: '0123456789abcdef0123456789abcdef' }
const AT = new Date('2026-03-01T11:59:00Z')
const PHONE = '+4915112345678'
const sealed = buildCorrelationId(userId('email|ada'), AT, KEYS.fingerprintKey)

type Row = [sentence: string, changes: Changes<KitPhoneProviderEvent>, expected: object]

const read = (changes: Changes<KitPhoneProviderEvent> = {}) =>
  readCodeRequest(phoneProviderEvent(changes), KEYS)
const phone = (phone_verified: unknown, phone_number = PHONE) => ({
  ...{ provider: 'sms', user_id: '7', connection: 'sms', isSocial: false },
  profileData: { phone_number, phone_verified },
})

test('a code for somebody who signs in with a linked phone', () => {
  expect(read()).toEqual({
    to: PHONE,
    client: 'other',
    purpose: 'sign_in',
    linked: [PHONE],
    phoneAccount: undefined,
    ticket: undefined,
  })
})

describe('who asks', () => {
  test.each<Row>([
    ['the companion', { client: { client_id: 'companion' } }, { client: 'companion' }],
    ['R13 an app that says it were', { client: { metadata: { companion: 'true' } } }, { client: 'other' }],
    ['no client at all', { client: undefined }, { client: 'other' }],
    [
      'a client that may link by the OTP grant',
      { client: { metadata: { phone_link: 'on', phone_link_otp: 'on' } } },
      { client: 'linking' },
    ],
    ['one that may on pages alone', { client: { metadata: { phone_link: 'on' } } }, { client: 'other' }],
    [
      'R34 somebody with a ticket',
      { transaction: { correlation_id: sealed } },
      { ticket: { owner: expect.stringMatching(/^[\w-]{16}$/) as string, startedAt: AT } },
    ],
    [
      'R34 somebody with a ticket of another tenant',
      { transaction: { correlation_id: buildCorrelationId(userId('email|ada'), AT, 'another key') } },
      { ticket: undefined },
    ],
    [
      'somebody with an id of the app’s own',
      { transaction: { correlation_id: 'a3f1c9d2' } },
      { ticket: undefined },
    ],
    ['somebody with an empty id', { transaction: { correlation_id: '' } }, { ticket: undefined }],
    ['somebody without one', { transaction: {} }, { ticket: undefined }],
  ])('%s', (_sentence, changes, expected) => {
    expect(read(changes)).toMatchObject(expected)
  })
})

describe('what it is for', () => {
  const ofDatabase = { connection: { name: 'Users', strategy: 'auth0' } }
  test.each<Row>([
    ['a sign-in by phone', {}, { purpose: 'sign_in' }],
    ['a sign-in by phone at a second connection', { connection: { name: 'sms-2' } }, { purpose: 'sign_in' }],
    ['a sign-in by phone of somebody unknown', UNKNOWN_RECIPIENT, { purpose: 'sign_in' }],
    ['a second factor of a database user', ofDatabase, { purpose: 'account' }],
    [
      'a second factor of an email user',
      { connection: { name: 'email', strategy: 'email' } },
      { purpose: 'account' },
    ],
    [
      'something of an account, where no connection is told',
      { connection: undefined },
      { purpose: 'account' },
    ],
    [
      'R34 a sign-in of somebody unknown, where no connection is told',
      { ...UNKNOWN_RECIPIENT, connection: undefined },
      { purpose: 'sign_in' },
    ],
    [
      'R34 a sign-in of a phone account, where no connection is told, whatever it has as an email',
      { connection: undefined, user: { user_id: 'sms|7' } },
      { purpose: 'sign_in' },
    ],
    [
      'R34 a sign-in of somebody without an email, where no connection is told',
      { connection: undefined, user: { email: undefined } },
      { purpose: 'sign_in' },
    ],
    [
      'R34 a sign-in, where nothing is told',
      { connection: undefined, user: undefined },
      { purpose: 'sign_in' },
    ],
  ])('%s', (_sentence, changes, expected) => {
    expect(read(changes)).toMatchObject(expected)
  })
})

describe('R34 the numbers that are linked', () => {
  const identities = (...list: unknown[]) =>
    ({
      user: { identities: list as KitPhoneProviderEvent['user']['identities'] },
    }) as Changes<KitPhoneProviderEvent>
  test.each<Row>([
    ['that are verified, as text', identities(phone('true')), { linked: [PHONE] }],
    ['that are verified, as in life', identities(phone(true)), { linked: [PHONE] }],
    [
      'but not those that are not verified',
      identities(phone('false'), phone(false), phone(undefined)),
      { linked: [] },
    ],
    [
      'of two phones',
      identities(phone('true', '+447400123456'), phone('true')),
      { linked: ['+447400123456', PHONE] },
    ],
    ['but not that of a phone account of its own', { user: { user_id: 'sms|7' } }, { linked: [] }],
    [
      'but not the profile’s own, which may be anybody’s',
      { user: { identities: [], phone_number: PHONE, phone_verified: true } },
      { linked: [] },
    ],
    ['of nobody', UNKNOWN_RECIPIENT, { linked: [] }],
    ['of nobody, where Auth0 tells of no user', { user: undefined }, { linked: [] }],
    ['of a user without an id', { user: { user_id: undefined } }, { linked: [PHONE] }],
  ])('%s', (_sentence, changes, expected) => {
    expect(read(changes)).toMatchObject(expected)
  })
})

describe('the phone account of its own', () => {
  const own = (changes: Changes<KitPhoneProviderEvent['user']> = {}): Changes<KitPhoneProviderEvent> => ({
    user: { user_id: 'sms|7', phone_number: PHONE, phone_verified: true, ...changes },
  })
  const account = { number: PHONE, bornInInnerLogin: false }
  test.each<Row>([
    ['has the number of its profile', own(), { phoneAccount: account }],
    [
      'that an inner login made is known by its mark',
      own({ app_metadata: { phone_link_born: true } }),
      { phoneAccount: { ...account, bornInInnerLogin: true } },
    ],
    ['may come without metadata', own({ app_metadata: undefined }), { phoneAccount: account }],
    [
      'is no account where the number is not verified: Auth0 may have made it up',
      own({ phone_verified: false }),
      { phoneAccount: undefined },
    ],
    [
      'is none where nothing is said of that',
      own({ phone_verified: undefined }),
      { phoneAccount: undefined },
    ],
    ['is none without a number', own({ phone_number: undefined }), { phoneAccount: undefined }],
    ['is none where the id is not of a phone', own({ user_id: 'email|ada' }), { phoneAccount: undefined }],
    ['is none where the id is not told', own({ user_id: undefined }), { phoneAccount: undefined }],
    ['is not somebody unknown', UNKNOWN_RECIPIENT, { phoneAccount: undefined }],
  ])('%s', (_sentence, changes, expected) => {
    expect(read(changes)).toMatchObject(expected)
  })
})

test.each([
  ['+4915112345678', '+4915112345678'],
  ['4915112345678', undefined],
  ['015112345678', undefined],
  ['+49 1511 2345678', undefined],
  ['+49151123456789012', undefined],
  ['\u202a+4915112345678', undefined],
  ['', undefined],
])('R30 the recipient %j is %j', (recipient, to) => {
  expect(read({ notification: { recipient } }).to).toBe(to)
})

describe('the message', () => {
  const message = (changes: Changes<KitPhoneProviderEvent['notification']> = {}) =>
    readMessage(phoneProviderEvent({ notification: changes }), KEYS)

  test('is as the tenant has written it', () => {
    expect(message()).toEqual({
      method: 'text',
      asText: 'Acme: 012345 is your code.',
      asVoice: 'Your code is 0, 1, 2, 3, 4, 5.',
      code: '012345',
      locale: 'en',
      idempotencyKey: expect.stringMatching(/^[\w-]{22}$/) as string,
    })
  })

  test('may be spoken, and may have neither code nor language', () => {
    expect(message({ delivery_method: 'voice', code: undefined, locale: undefined })).toMatchObject({
      ...{ method: 'voice', code: undefined, locale: undefined },
    })
  })

  test('R01 keeps the zeros of its code', () => {
    expect(message({ code: '000000' }).code).toBe('000000')
  })

  test('is known again, and another for every other code, number and text', () => {
    const keys = [
      {},
      { code: '012346' },
      { code: undefined },
      { recipient: '+4915112345679' },
      { as_text: 'x' },
    ].map((changes) => message(changes).idempotencyKey)
    expect(new Set(keys).size).toBe(5)
    expect(message().idempotencyKey).toBe(keys[0])
  })

  test('R43 cannot be guessed from its key', () => {
    const other = readMessage(phoneProviderEvent(), { ...KEYS, fingerprintKey: 'another key' })
    expect(other.idempotencyKey).not.toBe(message().idempotencyKey)
  })
})

test('an event that holds next to nothing is one of a stranger', () => {
  const notification = { recipient: PHONE, as_text: '', as_voice: '', delivery_method: 'text' }
  const bare: PhoneProviderEvent = { secrets: {}, notification }
  const expected: CodeRequest = {
    ...{ to: read().to, client: 'other', purpose: 'sign_in', linked: [], ticket: undefined },
    phoneAccount: undefined,
  }
  expect(readCodeRequest(bare, KEYS)).toEqual(expected)
})
