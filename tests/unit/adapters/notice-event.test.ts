import { readNotice, wasEmailed } from '../../../lib/adapters/notice-event.ts'
import type { Change } from '../../../lib/core/change.ts'
import { buildChangeText } from '../../../lib/protocol/transaction-texts.ts'
import type { NoticeSettings } from '../../../lib/settings.ts'
import type { Changes, KitPostLoginEvent } from '../../support/post-login-kit.ts'
import { answeredEvent, postLoginEvent } from '../../support/post-login-kit.ts'

const settings: NoticeSettings = {
  ...{ tenantDomain: 'acme.eu.auth0.com', companionClientId: 'companion', form: 'f-notice', appName: 'Acme' },
  ...{ helpUrl: 'https://acme.example.com/help', receiver: undefined, smsOnlyAccounts: 'allow' },
}
const change: Change = { did: 'linked', last2: '78', at: new Date('2026-03-01T23:30:00Z') }

const read = (changes: Changes<KitPostLoginEvent> = {}, more: Partial<NoticeSettings> = {}) =>
  readNotice(postLoginEvent(changes), { ...settings, ...more })
const wordsOf = (changes: Changes<KitPostLoginEvent> = {}, what = change) =>
  JSON.stringify(read(changes).buildVars(what))

describe('what there is to tell', () => {
  test('comes from the memory of the login', () => {
    const metadata = { phone_link_change: buildChangeText(change) }
    expect(read({ transaction: { metadata } })).toMatchObject({
      ...{ userId: 'email|ada', isInner: false, change, form: 'f-notice' },
      ...{ bornInInnerLogin: false, smsOnlyAccounts: 'allow' },
    })
  })

  test.each<[string, Changes<KitPostLoginEvent>, object]>([
    ['nothing, in an ordinary login', {}, { change: undefined }],
    [
      'nothing that can be read',
      { transaction: { metadata: { phone_link_change: '{}' } } },
      { change: undefined },
    ],
    [
      'what an inner login has left over',
      { user: { app_metadata: { phone_link_born: true } } },
      { bornInInnerLogin: true },
    ],
    ['T14 an inner login', { client: { client_id: 'companion' } }, { isInner: true }],
  ])('%s', (_name, changes, expected) => {
    expect(read(changes)).toMatchObject(expected)
  })

  test('a user id that is none is an error that does not repeat it', () => {
    expect(() => read({ user: { user_id: 'ada' } })).toThrow(new TypeError('event.user.user_id'))
  })
})

describe('the words', () => {
  test('R40 R44 hold two digits, and not the address', () => {
    expect(wordsOf()).toContain('••••••78')
    expect(wordsOf()).not.toContain('@')
  })

  test('R40 tell the time where the person is', () => {
    expect(wordsOf()).toContain('March 2')
    expect(wordsOf({ request: { geoip: { timeZone: 'America/New_York' } } })).toContain('March 1')
  })

  test.each([undefined, 'Mars/Olympus', ''])('R40 without a zone that is known (%s), in UTC', (timeZone) => {
    expect(wordsOf({ request: { geoip: { timeZone } } })).toMatch(/UTC/)
  })

  test.each([
    ['en', 'Germany'],
    ['de', 'Deutschland'],
    ['fr', 'Allemagne'],
    ['ja', 'ドイツ'],
  ])('R53 name the country in %s', (language, country) => {
    expect(wordsOf({ request: { language } })).toContain(country)
  })

  test.each([undefined, '', '!!'])('without a country that is known (%s) there is none', (countryCode) => {
    expect(wordsOf({ request: { geoip: { countryCode } } })).not.toMatch(/undefined|!!/)
  })

  test.each(['linked', 'replaced', 'removed'] as const)('R40 there are some for %s', (did) => {
    const vars = read().buildVars({ ...change, did })
    expect(Object.keys(vars).sort()).toEqual(
      [
        ...['closing', 'direction', 'greeting', 'headline', 'help_url', 'language'],
        ...['subject', 'todo', 'what', 'when'],
      ].sort(),
    )
  })

  test('without a page of help the variable is empty', () => {
    expect(read({}, { helpUrl: undefined }).buildVars(change).help_url).toBe('')
  })
})

test.each<[unknown, boolean]>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
  [undefined, false],
  [{}, false],
])('R41 the email went out if the flow has stored so: %j', (emailed, expected) => {
  expect(wasEmailed(answeredEvent(postLoginEvent(), { id: 'f-notice', vars: { emailed } }))).toBe(expected)
  expect(wasEmailed(postLoginEvent())).toBe(false)
})
