import type { Attempt } from '../../../lib/core/attempts.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { PendingChange } from '../../../lib/core/pending-change.ts'
import { NO_POLICY } from '../../../lib/core/policy.ts'
import type { Policy } from '../../../lib/core/policy.ts'
import type { PageAnswer } from '../../../lib/core/prompt.ts'
import type { Want } from '../../../lib/core/want.ts'
import { beginAsking, finishAsking } from '../../../lib/flows/ask.ts'
import {
  NEW,
  NOW,
  OLD,
  ada,
  denialOf,
  effectOf,
  having,
  kindsOf,
  lineOf,
} from '../../support/phone-logins.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const forms = { offer: 'f-offer', required: 'f-required', number: 'f-number', removal: 'f-removal' }
const nothing: Partial<Login> = { ask: { kind: 'nothing' } }
const asks = (intent: Want['intent']): Partial<Login> => ({ ask: { kind: 'intent', intent } })

describe('begin', () => {
  const play = (change: Partial<Login>, phone: Policy['phone'] = 'never', collectNumber = false) =>
    beginAsking(
      { login: { ...ada, ...change }, policy: { ...NO_POLICY, phone }, collectNumber, forms },
      { now: () => NOW },
    )

  test.each<[string, Partial<Login>, Policy['phone'], boolean, string]>([
    ['an offer', nothing, 'offer', false, 'f-offer'],
    ['a requirement', nothing, 'required', false, 'f-required'],
    ['an offer that collects the number', nothing, 'offer', true, 'f-number'],
    ['an ask that collects the number', asks('add'), 'never', true, 'f-number'],
    [
      'a replacement that collects the number',
      { ...asks('replace'), ...having(OLD) },
      'never',
      true,
      'f-number',
    ],
    ['R15 a removal', { ...asks('remove'), ...having(OLD) }, 'never', false, 'f-removal'],
    [
      'R15 a removal, whatever is collected',
      { ...asks('remove'), ...having(OLD) },
      'required',
      true,
      'f-removal',
    ],
  ])(
    '%s shows its page, and until it is answered the answer is no',
    (_name, change, phone, collect, form) => {
      const effects = play(change, phone, collect)
      expect(effectOf('render', effects)?.form).toBe(form)
      expect(effectOf('keep_want', effects)?.want.choice).toBe('declined')
      expect(lineOf(effects)).toMatch(/^prompt /)
    },
  )

  test('R15 R24 a removal is written out while its page is shown, with the number masked', () => {
    expect(play({ ...asks('remove'), ...having(OLD, NEW) })).toEqual([
      { kind: 'render', form: 'f-removal', vars: { phone: '••••••01' } },
      { kind: 'keep_want', want: { intent: 'remove', because: 'asked', choice: 'declined' } },
      { kind: 'record_pending', pending: { intent: 'remove', leaving: ['old', 'new'], startedAt: NOW } },
      { kind: 'log', entry: { decision: 'prompt', intent: 'remove', detail: 'removal' } },
    ])
  })

  test.each<[string, Partial<Login>, Policy['phone'], boolean]>([
    ['an offer', nothing, 'offer', false],
    ['a requirement', nothing, 'required', false],
    ['a number', asks('add'), 'never', true],
    ['a removal', { ...asks('remove'), ...having(OLD) }, 'never', false],
  ])('R60 the page of %s comes first: where it cannot be shown, nobody has declined', (_name, ...given) => {
    expect(kindsOf(play(...given))[0]).toBe('render')
  })

  test.each<[string, Partial<Login>]>([
    ['to add', asks('add')],
    ['to replace', asks('replace')],
    ['to remove', asks('remove')],
    ['for something unknown', { ask: { kind: 'unknown' } }],
  ])('T13 a required phone is asked for, though the request asks %s', (_name, ask) => {
    const effects = play(ask, 'required')
    expect(effectOf('render', effects)?.form).toBe('f-required')
    expect(effectOf('keep_want', effects)?.want).toEqual({
      ...{ intent: 'add', because: 'required', choice: 'declined' },
    })
  })

  const replaced: PendingChange = { intent: 'replace', leaving: ['old'], startedAt: minutesBefore(NOW, 2) }
  const removed: PendingChange = { ...replaced, intent: 'remove', leaving: ['old', 'new'] }
  test.each<[string, Partial<Login>, Policy['phone']]>([
    ['a replacement', { ...asks('remove'), ...having(OLD, NEW), pending: replaced }, 'never'],
    ['a replacement, unlinked,', { ...asks('replace'), ...having(NEW), pending: replaced }, 'never'],
    ['a removal of two, one gone,', { ...asks('remove'), ...having(NEW), pending: removed }, 'never'],
    ['a removal', { ...nothing, ...having(), pending: removed }, 'offer'],
  ])('R24 %s that is unfinished comes first: nothing is asked or remembered', (_name, login, phone) => {
    expect(play(login, phone, true)).toEqual([{ kind: 'log', entry: { decision: 'pending_first' } }])
  })

  test('R24 a change of which nothing has happened yet is no hindrance', () => {
    const effects = play({ ...asks('remove'), ...having(OLD), pending: replaced })
    expect(effectOf('render', effects)?.form).toBe('f-removal')
  })

  test('an offer is counted', () => {
    const offers = { times: 1, lastAt: minutesBefore(NOW, 31 * 24 * 60) }
    expect(effectOf('record_offers', play({ ...nothing, offers }, 'offer'))?.offers).toEqual({
      times: 2,
      lastAt: NOW,
    })
    expect(effectOf('record_offers', play(nothing, 'required'))).toBeUndefined()
  })

  test.each<[string, Partial<Login>, Policy['phone']]>([
    ['a policy that wants no phones', nothing, 'never'],
    ['a person with a phone', { ...nothing, ...having(NEW) }, 'required'],
    [
      'an offer a moment too soon',
      { ...nothing, offers: { times: 1, lastAt: minutesBefore(NOW, 30 * 24 * 60 - 1) } },
      'offer',
    ],
    ['an offer once too often', { ...nothing, offers: { times: 3, lastAt: undefined } }, 'offer'],
    [
      'R33 an offer to somebody who has tried too often',
      { ...nothing, attempts: Array<Attempt>(10).fill({ at: NOW, numbers: [] }) },
      'offer',
    ],
    ['an offer to a stale session', { ...nothing, methods: [] }, 'offer'],
    ['R12 an offer to an unverified email', { ...nothing, emailVerified: false }, 'offer'],
    ['T22 an offer at a host that is not configured', { ...nothing, hostConfigured: false }, 'offer'],
    ['R13 a client that is not enabled', { client: 'other' }, 'required'],
    ['T15 a silent login', { canShowPage: false }, 'required'],
    ['T14 an inner login', { client: 'companion', connection: 'sms' }, 'required'],
    ['R15 the removal of the last way in', { ...asks('remove'), ...having(OLD), otherWaysIn: 0 }, 'never'],
    ['T07 the removal by a stale session', { ...asks('remove'), ...having(OLD), methods: [] }, 'never'],
    [
      'who has declined before',
      { want: { intent: 'add', because: 'required', choice: 'declined' } },
      'required',
    ],
  ])('%s shows no page: one line', (_name, change, phone) => {
    expect(kindsOf(play(change, phone))).toEqual(['log'])
  })

  test('an ask without a page is remembered, since a later page may take the query away', () => {
    expect(play(asks('add'))).toEqual([
      { kind: 'keep_want', want: { intent: 'add', because: 'asked' } },
      { kind: 'log', entry: { decision: 'no_prompt' } },
    ])
  })

  test('R16 an SMS-only account is denied', () => {
    expect(denialOf(play({ userId: userId('sms|new') }, 'required'))).toBe('sms_only_account')
  })
})

describe('what may neither be forgotten nor get in the way', () => {
  const play = (change: Partial<Login>, phone: Policy['phone'] = 'never') =>
    beginAsking(
      { login: { ...ada, ...change }, policy: { ...NO_POLICY, phone }, collectNumber: false, forms },
      { now: () => NOW },
    )

  test.each<[string, Partial<Login>]>([
    ['an unverified email', { ...nothing, emailVerified: false }],
    [
      'too many attempts',
      { ...nothing, attempts: Array<Attempt>(10).fill({ at: minutesBefore(NOW, 60), numbers: [] }) },
    ],
  ])('R45 with %s a required phone is remembered, so that phone-challenge can deny', (_name, change) => {
    const effects = play(change, 'required')
    expect(effectOf('keep_want', effects)?.want).toEqual({ intent: 'add', because: 'required' })
    expect(effectOf('render', effects)).toBeUndefined()
  })

  test('who has declined a required phone is not made to have accepted it', () => {
    const want: Want = { intent: 'add', because: 'required', choice: 'declined' }
    expect(effectOf('keep_want', play({ want }, 'required'))).toBeUndefined()
  })

  test('R15 an account of its own that is still to be deleted stands in nobody’s way', () => {
    const pending: PendingChange = { intent: 'remove', leaving: ['gone'], startedAt: NOW, told: true }
    expect(effectOf('render', play({ ...nothing, pending }, 'required'))?.form).toBe('f-required')
  })
})

describe('finish', () => {
  const none: PageAnswer = { accepted: true, number: { kind: 'none' } }
  const phone = phoneNumber('+4915112345678')
  const declined = (intent: Want['intent']): Want => ({ intent, because: 'asked', choice: 'declined' })
  const play = (want: Want | undefined, answer: PageAnswer, change: Partial<Login> = {}) =>
    finishAsking({ ...ada, ...nothing, want, ...change }, answer)

  test.each<[string, PageAnswer, Partial<Want>]>([
    ['a yes', none, {}],
    ['a yes with a number', { accepted: true, number: { kind: 'number', phone } }, { hint: phone }],
    [
      'R32 a yes with a number that may not be used',
      { accepted: true, number: { kind: 'refused' } },
      { refusal: 'phone_not_supported' },
    ],
  ])('%s is remembered', (_name, answer, more) => {
    expect(play(declined('add'), answer)).toEqual([
      { kind: 'keep_want', want: { intent: 'add', because: 'asked', choice: 'accepted', ...more } },
      { kind: 'log', entry: { decision: 'accepted' } },
    ])
  })

  test('R44 the log says nothing of the number', () => {
    const effects = play(declined('add'), { accepted: true, number: { kind: 'number', phone } })
    expect(JSON.stringify(effects.at(-1))).not.toContain('1511')
  })

  test.each<[string, Want | undefined, string[], string]>([
    ['T13 a no', declined('add'), ['log'], 'declined'],
    [
      'T13 a no to a removal, which is pending no more',
      declined('remove'),
      ['drop_pending', 'log'],
      'declined',
    ],
    ['an answer to nothing', undefined, ['log'], 'prompt_forgotten'],
  ])('%s', (_name, want, kinds, line) => {
    const effects = play(want, { accepted: false, number: { kind: 'none' } })
    expect(kindsOf(effects)).toEqual(kinds)
    expect(lineOf(effects)).toBe(line)
  })

  test('T26 a yes to nothing is no yes', () => {
    expect(kindsOf(play(undefined, none))).toEqual(['log'])
  })

  test('R16 an SMS-only account is denied here too', () => {
    expect(denialOf(play(declined('add'), none, { userId: userId('sms|new') }))).toBe('sms_only_account')
  })
})
