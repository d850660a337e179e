import type { SentCode } from '../../../lib/core/code-budget.ts'
import { MAX_PER_NUMBER, MAX_PER_OWNER, NO_CODES, countCode } from '../../../lib/core/code-budget.ts'
import type { CodeRequest, Delivered } from '../../../lib/core/decide-delivery.ts'
import { drop, retry } from '../../../lib/core/delivery.ts'
import type { NotDelivered } from '../../../lib/core/delivery.ts'
import type { DeliverRequest } from '../../../lib/flows/deliver.ts'
import { deliver } from '../../../lib/flows/deliver.ts'
import { codeMessage } from '../../support/code-message.ts'
import { FakeDelivery } from '../../support/fake-delivery.ts'
import { minutesBefore, phoneNumber } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const PHONE = phoneNumber('+4915112345678')
const ticket = { owner: '0123456789abcdef', startedAt: minutesBefore(NOW, 1) }
const sent: Delivered = { kind: 'sent' }

/** Somebody signs in at an app, with a number of which it is not known whose it is. */
const signIn: CodeRequest = {
  ...{ to: PHONE, client: 'other', purpose: 'sign_in', linked: [], ticket: undefined },
  phoneAccount: undefined,
}
/** The inner login of somebody whose outer login waits for a phone. */
const inner: CodeRequest = { ...signIn, client: 'companion', ticket }

const request: DeliverRequest = {
  code: signIn,
  message: codeMessage,
  rules: {
    numbers: { countries: ['DE'], kinds: ['mobile'] },
    ticketCheck: true,
    smsOnlyAccounts: 'allow',
  },
  codesPerHour: undefined,
}
const asking = (facts: Partial<CodeRequest>): DeliverRequest => ({
  ...request,
  code: { ...signIn, ...facts },
})

type Told = Partial<Pick<FakeDelivery, 'found' | 'answer' | 'codes'>>

async function play(asked: DeliverRequest, told: Told = {}) {
  const ports = Object.assign(new FakeDelivery(), told)
  return { delivered: await deliver(asked, ports), ports, calls: ports.calls }
}

/** Codes to this very number, a minute ago. */
const toPhone = (count: number) =>
  Array.from({ length: count }, (): SentCode => ({
    ...{ at: minutesBefore(NOW, 1), number: '345678', block: '1234', owner: '' },
  })).reduce(countCode, NO_CODES)
const full = toPhone(MAX_PER_NUMBER)

describe('R35 what is asked outside, and in which order', () => {
  const LOOK_UP = 'look up +4915112345678'
  const SEND = 'send +4915112345678'
  /** A code is counted before it is handed over. */
  const COUNTED = ['write 1', SEND]

  test.each<
    [sentence: string, facts: Partial<CodeRequest>, told: Told, delivered: Delivered, calls: string[]]
  >([
    [
      'for a number that may be somebody’s, who it belongs to, and then the provider',
      {},
      {},
      sent,
      [LOOK_UP, ...COUNTED],
    ],
    [
      'for a number that the platform knows as linked, the provider alone',
      { linked: [PHONE] },
      {},
      sent,
      COUNTED,
    ],
    [
      'for the number of a phone account that may go on, the provider alone',
      { phoneAccount: { number: PHONE, bornInInnerLogin: false } },
      {},
      sent,
      COUNTED,
    ],
    [
      'T18 over the budget of a phone account’s number, nothing',
      { phoneAccount: { number: PHONE, bornInInnerLogin: false } },
      { codes: full },
      { kind: 'drop', reason: 'number_budget' },
      [],
    ],
    [
      'R34 for what an inner login has left over, who it belongs to',
      { phoneAccount: { number: PHONE, bornInInnerLogin: true } },
      { found: 'not_linked' },
      { kind: 'drop', reason: 'stranger' },
      [LOOK_UP],
    ],
    ['for a message of an account, the provider alone', { purpose: 'account' }, {}, sent, COUNTED],
    ['R34 for the companion, the provider alone', inner, {}, sent, COUNTED],
    [
      'R34 for a stranger, not the provider',
      {},
      { found: 'not_linked' },
      { kind: 'drop', reason: 'stranger' },
      [LOOK_UP],
    ],
    [
      'R61 for somebody who may be a stranger, not the provider: the platform asks again',
      {},
      { found: { failed: 'search_timeout' } },
      { kind: 'retry', reason: 'lookup_failed', detail: 'search_timeout' },
      [LOOK_UP],
    ],
    [
      'R31 for a number outside the policy, nothing',
      { to: phoneNumber('+33612345678') },
      {},
      { kind: 'drop', reason: 'country_not_allowed', detail: 'FR' },
      [],
    ],
    ['for what is no number, nothing', { to: undefined }, {}, { kind: 'drop', reason: 'not_a_number' }, []],
    [
      'R34 on the companion without a ticket, nothing',
      { ...inner, ticket: undefined },
      {},
      { kind: 'drop', reason: 'no_live_ticket' },
      [],
    ],
    [
      'T18 over the budget of the number, nothing',
      {},
      { codes: full },
      { kind: 'drop', reason: 'number_budget' },
      [],
    ],
    [
      'T18 over the budget of the number, nothing on the companion',
      inner,
      { codes: full },
      { kind: 'drop', reason: 'number_budget' },
      [],
    ],
  ])('%s', async (_sentence, facts, told, delivered, calls) => {
    const played = await play(asking(facts), told)
    expect(played.delivered).toEqual(delivered)
    expect(played.calls).toEqual(calls)
  })

  test('the message goes out as it was written, to the number that was judged', async () => {
    expect((await play(asking(inner))).ports.messages).toEqual([codeMessage])
  })
})

describe('R33 what is counted', () => {
  const own: SentCode = { at: NOW, number: '345678', block: '1234', owner: '012345' }

  test.each<[sentence: string, facts: Partial<CodeRequest>, expected: SentCode]>([
    ['a code of an inner login, with the mark of its owner', inner, own],
    ['a code that signs somebody in, which has no owner', {}, { ...own, owner: '' }],
  ])('%s', async (_sentence, facts, expected) => {
    expect((await play(asking(facts))).ports.codes.latest).toEqual([expected])
  })

  test.each<[string, NotDelivered, number]>([
    ['R36 the attempt, when the provider refuses', drop('opted_out', 'twilio_21610'), 1],
    ['R36 the attempt, when its answer is lost', drop('provider_timeout'), 1],
    ['R36 nothing, when the platform will ask again', retry('provider_rate_limited', 'http_429'), 0],
  ])('%s', async (_sentence, answer, count) => {
    const { delivered, ports } = await play(asking(inner), { answer })
    expect(delivered).toEqual(answer)
    expect(ports.codes.latest).toHaveLength(count)
    expect(ports.codes.counts.map((each) => each.count)).toEqual([count])
  })

  test.each<[string, Partial<CodeRequest>, Told]>([
    ['a stranger', {}, { found: 'not_linked' }],
    ['a look-up that fails', {}, { found: { failed: 'search_http_500' } }],
    ['a number outside the policy', { to: phoneNumber('+33612345678') }, {}],
    ['no ticket', { ...inner, ticket: undefined }, {}],
  ])('nothing, for %s', async (_name, facts, told) => {
    expect((await play(asking(facts), told)).ports.codes).toEqual(NO_CODES)
  })

  test('a code that goes out at the sixth try is one code', async () => {
    const ports = new FakeDelivery()
    ports.answer = retry('provider_failed')
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await deliver(asking(inner), ports)).toEqual(ports.answer)
      ports.now = new Date(ports.now.getTime() + 60_000)
    }
    ports.answer = { kind: 'sent' }
    expect(await deliver(asking(inner), ports)).toEqual(sent)
    expect(ports.codes.latest).toEqual([{ ...own, at: ports.now }])
  })
})

describe('R33 limits, one code after the other', () => {
  /** What becomes of so many codes of one owner, a while apart, to numbers in turn. */
  async function many(count: number, numbers: string[], facts: Partial<CodeRequest> = inner) {
    const ports = new FakeDelivery()
    const all: Delivered[] = []
    for (let index = 0; index < count; index += 1) {
      const to = phoneNumber(numbers[index % numbers.length] ?? '')
      ports.now = new Date(NOW.getTime() + index * 13 * 60_000)
      const live = facts.ticket && { ...facts.ticket, startedAt: ports.now }
      all.push(await deliver(asking({ ...facts, to, ticket: live }), ports))
    }
    return { ends: all.map((each) => (each.kind === 'sent' ? 'sent' : each.reason)), ports }
  }

  test('T18 a replayed ticket reaches ten codes and three numbers a day', async () => {
    const { ends } = await many(12, ['+4915111111111', '+4915222222222', '+4915733333333'])
    expect(ends).toEqual([...Array<string>(MAX_PER_OWNER).fill('sent'), 'owner_budget', 'owner_budget'])
    const { ends: toFour } = await many(5, [
      '+4915111111111',
      '+4915222222222',
      '+4915733333333',
      '+4915944444444',
    ])
    expect(toFour).toEqual(['sent', 'sent', 'sent', 'owner_budget', 'sent'])
  })

  test('T18 many owners reach one number five times an hour', async () => {
    const ports = new FakeDelivery()
    const ends: string[] = []
    for (const owner of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      const one = { ...ticket, owner: owner.repeat(16) }
      ends.push((await deliver(asking({ ...inner, ticket: one }), ports)).kind)
    }
    expect(ends).toEqual([...Array<string>(MAX_PER_NUMBER).fill('sent'), 'drop', 'drop'])
    expect(ports.messages).toHaveLength(MAX_PER_NUMBER)
  })

  test('R35 all people together get as many codes an hour as are set', async () => {
    const ports = new FakeDelivery()
    const ends: Delivered[] = []
    for (const number of ['+4915111111111', '+4915222222222', '+4915733333333']) {
      ends.push(await deliver({ ...asking({ to: phoneNumber(number) }), codesPerHour: 2 }, ports))
    }
    expect(ends).toEqual([sent, sent, { kind: 'drop', reason: 'hour_budget' }])
    expect(ports.messages).toHaveLength(2)
  })
})

describe('R33 codes that are on their way side by side', () => {
  async function sideBySide(count: number, facts: Partial<CodeRequest>) {
    const ports = new FakeDelivery()
    const { promise, end } = waiting()
    ports.until = promise
    const all = Array.from({ length: count }, () => deliver(asking(facts), ports))
    end()
    return { delivered: await Promise.all(all), ports }
  }

  test.each<[string, Partial<CodeRequest>]>([
    ['of an inner login', inner],
    ['that are looked up first', {}],
  ])('see each other: %s', async (_sentence, facts) => {
    const { delivered, ports } = await sideBySide(MAX_PER_NUMBER + 3, facts)
    expect(delivered.filter(({ kind }) => kind === 'sent')).toHaveLength(MAX_PER_NUMBER)
    expect(delivered.filter(({ kind }) => kind === 'drop')).toEqual(
      Array(3).fill({ kind: 'drop', reason: 'number_budget' }),
    )
    expect(ports.messages).toHaveLength(MAX_PER_NUMBER)
  })

  test('do not take each other back', async () => {
    const ports = new FakeDelivery()
    const [one, other] = [waiting(), waiting()]
    ports.until = one.promise
    const first = deliver(asking(inner), ports)
    ports.now = new Date(NOW.getTime() + 5000)
    ports.until = other.promise
    const second = deliver(asking(inner), ports)
    ports.answer = retry('provider_failed')
    one.end()
    await first
    ports.answer = { kind: 'sent' }
    other.end()
    await second
    expect(ports.codes.latest.map(({ at }) => at)).toEqual([ports.now])
  })
})

function waiting(): { promise: Promise<void>; end: () => void } {
  let end = (): void => undefined
  const promise = new Promise<void>((resolve) => (end = resolve))
  return { promise, end: () => end() }
}
