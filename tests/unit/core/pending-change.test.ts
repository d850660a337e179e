import type { LinkedPhone } from '../../../lib/core/login.ts'
import type { PendingChange, Unfinished } from '../../../lib/core/pending-change.ts'
import { comesFirst, findUnfinished, isAbandoned } from '../../../lib/core/pending-change.ts'
import { minutesBefore, phoneNumber } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

const sms = (id: string) => ({ provider: 'sms', id })
const phone = (id: string, number: string): LinkedPhone => ({
  identity: sms(id),
  number: phoneNumber(number),
})
const OLD = phone('old', '+4915112345678')
const OLDER = phone('older', '+4915112345679')
const NEW = phone('new', '+4915112345670')
const OTHER = phone('other', '+4915112345671')

const pending = (intent: PendingChange['intent'], ...leaving: string[]): PendingChange => ({
  intent,
  leaving,
  startedAt: NOW,
})

type Row = [
  sentence: string,
  pending: PendingChange | undefined,
  phones: LinkedPhone[],
  Unfinished | undefined,
]

describe('R24 what a crash left undone', () => {
  test.each<Row>([['nothing was begun', undefined, [OLD], undefined]])('%s', check)

  test.each<Row>([
    ['before the link: nothing has happened', pending('add'), [], undefined],
    [
      'after the link: it is to be recorded',
      pending('add'),
      [NEW],
      { did: 'linked', unlink: [], remove: [], kept: NEW },
    ],
    [
      'R26 after the links of two tabs: the first phone is kept, the second leaves',
      pending('add'),
      [NEW, OTHER],
      { did: 'linked', unlink: [sms('other')], remove: [], kept: NEW },
    ],
    [
      'R26 after the links of three tabs: all but the first leave',
      pending('add'),
      [OTHER, NEW, OLD],
      { did: 'linked', unlink: [sms('new'), sms('old')], remove: [], kept: OTHER },
    ],
    [
      'after the link of a number whose verification is not said: it is kept all the same',
      pending('add'),
      [{ ...NEW, number: undefined }],
      { did: 'linked', unlink: [], remove: [], kept: { ...NEW, number: undefined } },
    ],
  ])('adding, %s', check)

  test.each<Row>([
    ['before the link: the old phone stays', pending('replace', 'old'), [OLD], undefined],
    [
      'after the link: the old phone is to leave',
      pending('replace', 'old'),
      [OLD, NEW],
      { did: 'replaced', unlink: [sms('old')], remove: [], kept: NEW },
    ],
    [
      'T23 after the link, the new phone listed first: the old phone is to leave all the same',
      pending('replace', 'old'),
      [NEW, OLD],
      { did: 'replaced', unlink: [sms('old')], remove: [], kept: NEW },
    ],
    [
      'after the old phone was unlinked: what it left behind is to go',
      pending('replace', 'old'),
      [NEW],
      { did: 'replaced', unlink: [], remove: [sms('old')], kept: NEW },
    ],
    [
      'with two old phones, one of them unlinked: the other is to leave',
      pending('replace', 'older', 'old'),
      [OLD, NEW],
      { did: 'replaced', unlink: [sms('old')], remove: [sms('older')], kept: NEW },
    ],
    [
      'R26 after the links of two tabs: the old phone and the second new one are to leave',
      pending('replace', 'old'),
      [OLD, NEW, OTHER],
      { did: 'replaced', unlink: [sms('old'), sms('other')], remove: [], kept: NEW },
    ],
    [
      'T25 the old phone unlinked by somebody else before the link: nothing was linked',
      pending('replace', 'old'),
      [],
      undefined,
    ],
  ])('replacing, %s', check)

  test.each<Row>([
    ['before the unlink: the phone stays', pending('remove', 'old'), [OLD], undefined],
    [
      'after the unlink: what it left behind is to go',
      pending('remove', 'old'),
      [],
      { did: 'removed', unlink: [], remove: [sms('old')], kept: undefined },
    ],
    [
      'with both of two phones still there: nothing was confirmed',
      pending('remove', 'old', 'older'),
      [OLD, OLDER],
      undefined,
    ],
    [
      'with one of two phones unlinked: it had been confirmed, so the other one goes too',
      pending('remove', 'old', 'older'),
      [OLDER],
      { did: 'removed', unlink: [sms('older')], remove: [sms('old')], kept: undefined },
    ],
    [
      'R26 with one of two phones unlinked and one added meanwhile: that one is kept',
      pending('remove', 'old', 'older'),
      [OLDER, NEW],
      { did: 'removed', unlink: [sms('older')], remove: [sms('old')], kept: NEW },
    ],
    [
      'with both phones unlinked: what they left behind is to go',
      pending('remove', 'old', 'older'),
      [],
      { did: 'removed', unlink: [], remove: [sms('old'), sms('older')], kept: undefined },
    ],
    ['R15 nothing was to leave: nothing is to be done', pending('remove'), [], undefined],
    [
      'R26 a phone added in another tab meanwhile: it is kept',
      pending('remove', 'old'),
      [NEW],
      { did: 'removed', unlink: [], remove: [sms('old')], kept: NEW },
    ],
  ])('removing, %s', check)

  test('T24 the ids of phones are told apart whole', () => {
    const longer = phone('old|2', '+4915112345672')
    expect(findUnfinished(pending('replace', 'old|2'), [longer, OLD])).toStrictEqual({
      did: 'replaced',
      unlink: [sms('old|2')],
      remove: [],
      kept: OLD,
    })
  })

  function check(
    _sentence: string,
    begun: PendingChange | undefined,
    phones: LinkedPhone[],
    expected: Unfinished | undefined,
  ): void {
    expect(findUnfinished(begun, phones)).toStrictEqual(expected)
  }
})

describe('T13 a change that was begun', () => {
  test.each<[string, Date, boolean]>([
    ['just now may be on its way', NOW, false],
    ['a second short of an hour ago may be on its way', minutesBefore(NOW, 60 - 1 / 60), false],
    ['an hour ago is abandoned', minutesBefore(NOW, 60), true],
    ['T30 by a clock that is ahead may be on its way', minutesBefore(NOW, -5), false],
    ['at no readable time is abandoned', new Date('never'), true],
  ])('%s', (_sentence, startedAt, expected) => {
    expect(isAbandoned({ ...pending('add'), startedAt }, NOW)).toBe(expected)
  })
})

describe('what was told is over', () => {
  const told: PendingChange = { intent: 'replace', leaving: ['new'], startedAt: NOW, told: true }

  test('R26 nothing leaves the account any more, and only what is off it is deleted', () => {
    expect(findUnfinished(told, [OLD, OTHER])).toStrictEqual({
      ...{ did: 'removed', unlink: [], remove: [sms('new')], kept: OLD },
    })
    expect(findUnfinished(told, [NEW])).toMatchObject({ unlink: [], remove: [] })
  })

  test('R24 it comes before nothing, while an untold change comes first', () => {
    expect(comesFirst(told, [OLD])).toBe(false)
    expect(comesFirst(undefined, [OLD])).toBe(false)
    expect(comesFirst(pending('replace', 'old'), [OLD])).toBe(false)
    expect(comesFirst(pending('replace', 'old'), [OLD, NEW])).toBe(true)
  })
})
