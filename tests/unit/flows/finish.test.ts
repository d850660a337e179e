import type { Attempt } from '../../../lib/core/attempts.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Proof } from '../../../lib/core/proof.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { Outcome } from '../../../lib/core/outcome.ts'
import type { PendingChange } from '../../../lib/core/pending-change.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { TICKET_LIFETIME_MS } from '../../../lib/core/ticket.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import type { FinishRequest } from '../../../lib/flows/finish.ts'
import { finish } from '../../../lib/flows/finish.ts'
import { FakeWorld } from '../../support/fakes.ts'
import {
  NOW,
  NUMBERS,
  OLD,
  ada,
  denialOf,
  effectOf,
  having,
  kindsOf,
  lineOf,
  linkedPhone,
  outcomeOf,
} from '../../support/phone-logins.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const PHONE = phoneNumber('+4915112345678')

const ticket: Ticket = {
  intent: 'add',
  because: 'asked',
  leaving: [],
  verifier: 'v-1',
  nonce: 'n-1',
  startedAt: minutesBefore(NOW, 1),
}
// On the way back the app's query is gone, and what was begun is pending, to the second.
const pending: PendingChange = { intent: 'add', leaving: [], startedAt: minutesBefore(NOW, 1) }
const login: Login = { ...ada, ask: { kind: 'nothing' }, pending }
const required: Ticket = { ...ticket, because: 'required' }
const SPENT: Effect[] = [{ kind: 'drop_ticket', use: 'phone' }, { kind: 'drop_want' }]
const COUNTED: Effect = {
  kind: 'record_attempts',
  attempts: [{ at: new Date('2026-03-01T11:59:00.000Z'), numbers: ['fp of 78'] }],
}

type World = {
  proof?: Partial<Proof>
  change?: Partial<FakeWorld>
  login?: Partial<Login>
  request?: Partial<FinishRequest>
}

/** Everything holds and the phone is linked, but for what the test changes. */
async function play(told: World = {}): Promise<{ effects: Effect[]; calls: string[] }> {
  const world = Object.assign(new FakeWorld(), told.change)
  if (told.proof) world.proof = { ...(world.proof as Proof), ...told.proof }
  const request: FinishRequest = {
    login: { ...login, ...told.login },
    answer: { kind: 'code', code: 'c-1' },
    ticket,
    audit: undefined,
    numbers: NUMBERS,
    ...told.request,
  }
  return { effects: await finish(request, world), calls: world.calls }
}

const refusal = (reason: Reason): Outcome => ({ intent: 'add', status: 'refused', reason })
const linked: Outcome = { intent: 'add', status: 'linked' }

describe('finish, when everything holds', () => {
  test('R42 the link is recorded, and told with the number', async () => {
    const { effects } = await play()
    expect(effects).toEqual([
      ...SPENT,
      COUNTED,
      { kind: 'drop_pending' },
      {
        kind: 'record_audit',
        record: {
          v: 1,
          did: 'linked',
          at: '2026-03-01T12:00:00.000Z',
          by: 'email',
          number: { fingerprint: 'fp of 78', last2: '78' },
          former: [],
        },
      },
      { kind: 'keep_change', change: { did: 'linked', last2: '78', at: NOW } },
      { kind: 'tell_phone', phone: PHONE },
      { kind: 'tell_outcome', outcome: linked },
      { kind: 'log', entry: { decision: 'linked', intent: 'add' } },
    ])
  })

  test('R14 the phone goes to the signed-in user, by the code and verifier of this transaction', async () => {
    const { calls } = await play()
    expect(calls).toContain('exchange c-1 v-1')
    expect(calls.slice(-2)).toEqual(['verify id-token', 'link email|ada sms|new'])
  })

  test('R42 an earlier record is carried on', async () => {
    const audit: AuditRecord = {
      v: 1,
      did: 'linked',
      at: '2026-01-01T00:00:00.000Z',
      by: 'pwd',
      number: { fingerprint: 'f-old', last2: '01' },
      former: [],
    }
    const { effects } = await play({ request: { audit } })
    expect(effectOf('record_audit', effects)).toMatchObject({ record: { former: ['f-old'] } })
  })

  test('R42 without a known method the record says so', async () => {
    const { effects } = await play({ login: { methods: [] } })
    expect(effectOf('record_audit', effects)).toMatchObject({ record: { by: 'unknown' } })
  })

  test('no phone claims without the phone scope', async () => {
    const { effects } = await play({ login: { wantsPhoneClaims: false } })
    expect(kindsOf(effects)).not.toContain('tell_phone')
  })

  test('code exchange, Management token and key set are under way at the same time', async () => {
    const world = new FakeWorld()
    const { promise, resolve } = deferred()
    world.until = promise
    const finished = finish(
      { login, answer: { kind: 'code', code: 'c-1' }, ticket, audit: undefined, numbers: NUMBERS },
      world,
    )
    expect(world.calls).toEqual(['exchange c-1 v-1', 'prepare accounts', 'prepare proofs'])
    resolve()
    expect(outcomeOf(await finished)).toEqual(linked)
  })
})

describe('R33 finish, by how many numbers were tried', () => {
  const tried = (...numbers: string[]): Attempt[] =>
    numbers.map((number, index) => ({ at: minutesBefore(NOW, 90 + index), numbers: [number] }))
  const here: Attempt = { at: minutesBefore(NOW, 1), numbers: [] }

  test.each<[string, Attempt[]]>([
    ['two others leave room for a third', tried('a', 'b')],
    ['three that this is one of', tried('a', 'b', 'fp of 78')],
    [
      'three others of the day before',
      tried('a', 'b').concat({ at: minutesBefore(NOW, 24 * 60), numbers: ['c'] }),
    ],
  ])('%s: it is linked, and counted', async (_sentence, attempts) => {
    const { effects } = await play({ login: { attempts: [...attempts, here] } })
    expect(outcomeOf(effects)).toEqual(linked)
    expect(effectOf('record_attempts', effects)?.attempts.at(-1)).toEqual({ ...here, numbers: ['fp of 78'] })
  })

  test('the fourth is refused without a call, and counted as well', async () => {
    const { effects, calls } = await play({ login: { attempts: [...tried('a', 'b', 'c'), here] } })
    expect(outcomeOf(effects)).toEqual(refusal('too_many_attempts'))
    expect(lineOf(effects)).toBe('refused too_many_attempts numbers')
    expect(calls.filter((call) => /^(link|remove|delete)/.test(call))).toEqual([])
    expect(kindsOf(effects)).toContain('drop_pending')
    expect(effectOf('record_attempts', effects)?.attempts).toHaveLength(4)
  })
})

describe('finish, by what came back', () => {
  const cases: [string, World, Outcome][] = [
    [
      'T13 a person who cancels',
      { request: { answer: { kind: 'error', error: 'access_denied' } } },
      { intent: 'add', status: 'cancelled' },
    ],
    [
      'T13 a person who cancels when the ticket is gone',
      { request: { answer: { kind: 'error', error: 'access_denied' }, ticket: undefined } },
      { intent: 'unknown', status: 'cancelled' },
    ],
    [
      'T04 an answer whose ticket is spent',
      { request: { ticket: undefined } },
      { intent: 'unknown', status: 'refused', reason: 'challenge_expired' },
    ],
    [
      'R23 a ticket that is too old',
      { request: { ticket: { ...ticket, startedAt: new Date(NOW.getTime() - TICKET_LIFETIME_MS - 1) } } },
      refusal('challenge_expired'),
    ],
    [
      'T05 an answer that cannot be read',
      { request: { answer: { kind: 'malformed' } } },
      refusal('answer_malformed'),
    ],
    [
      'T22 a host that is not configured gets neither the code nor the secret',
      { login: { hostConfigured: false } },
      refusal('not_available'),
    ],
  ]
  test.each(cases)('%s: nothing outside is asked', async (_name, told, expected) => {
    const { effects, calls } = await play(told)
    expect(effects.slice(0, 2)).toEqual(SPENT)
    expect(outcomeOf(effects)).toEqual(expected)
    expect(calls).toEqual([])
  })

  test('T13 the log names the error of a cancelled login', async () => {
    const { effects } = await play({ request: { answer: { kind: 'error', error: 'access_denied' } } })
    expect(effects.at(-1)).toEqual({
      kind: 'log',
      entry: { decision: 'cancelled', intent: 'add', detail: 'access_denied' },
    })
  })

  test('R16 an SMS-only account is denied here too, and nothing is asked', async () => {
    const { effects, calls } = await play({ login: { userId: userId('sms|new') } })
    expect(effects).toEqual([
      { kind: 'deny', reason: 'sms_only_account' },
      { kind: 'log', entry: { decision: 'deny', reason: 'sms_only_account' } },
    ])
    expect(calls).toEqual([])
  })
})

describe('finish, by what the proof says', () => {
  test.each<[string, World, Outcome]>([
    [
      'T03 a code that is not good',
      { change: { exchanged: { kind: 'rejected' } } },
      refusal('proof_invalid'),
    ],
    ['T06 a token that does not verify', { change: { proof: undefined } }, refusal('proof_invalid')],
    ['T03 a token of another transaction', { proof: { nonce: 'n-2' } }, refusal('proof_invalid')],
    ['T01 a number of another account', { proof: { subject: userId('email|bob') } }, refusal('phone_in_use')],
    [
      'R22 an account with a life of its own',
      { proof: { history: 'has_history' } },
      refusal('phone_account_has_history'),
    ],
    [
      'T02 a token of another connection, which proves no phone',
      { proof: { provenBy: 'email' } },
      refusal('proof_invalid'),
    ],
    ['T02 a token that nobody vouched for', { proof: { provenBy: undefined } }, refusal('proof_invalid')],
    ['R30 a number that is not E.164', { proof: { phoneNumber: '0151' } }, refusal('phone_not_supported')],
    [
      'R31 a number of a country that is not allowed',
      { proof: { phoneNumber: '+33612345678' } },
      refusal('phone_not_supported'),
    ],
    ['R32 a landline', { proof: { phoneNumber: '+493012345678' } }, refusal('phone_not_supported')],
    [
      'R22 the primary itself',
      { proof: { subject: userId('email|ada') } },
      { intent: 'add', status: 'already_linked' },
    ],
  ])('%s: no account is touched', async (_name, told, expected) => {
    const { effects, calls } = await play(told)
    expect(effects.slice(0, 2)).toEqual(SPENT)
    expect(outcomeOf(effects)).toEqual(expected)
    // At most one's own account is read.
    expect(calls.filter((call) => /^(link|remove|delete)/.test(call))).toEqual([])
    expect(calls.filter((call) => call.startsWith('read') && call !== 'read email|ada')).toEqual([])
    expect(kindsOf(effects)).toContain('drop_pending')
    expect(effects.some(({ kind }) => kind === 'record_audit')).toBe(false)
  })

  test('T01 T17 nothing about the other account is said anywhere', async () => {
    const { effects } = await play({ proof: { subject: userId('email|bob'), phoneNumber: undefined } })
    expect(JSON.stringify(effects)).not.toMatch(/bob|\+49/)
  })

  test('R45 a refusal leaves the claims of the phone that is there already', async () => {
    const { effects } = await play({
      login: { phone: phoneNumber('+12025550143') },
      proof: { subject: userId('email|bob') },
    })
    expect(effects).toContainEqual({ kind: 'tell_phone', phone: '+12025550143' })
  })
})

describe('finish, when the link is not confirmed', () => {
  const unconfirmed = (code: string, phones: readonly string[] | undefined): World => ({
    change: { linked: { kind: 'not_confirmed', code }, phones },
  })
  test.each<[string, World, Outcome, string | undefined]>([
    [
      'R24 the answer was lost but the account has it',
      unconfirmed('link_timeout', ['new']),
      linked,
      undefined,
    ],
    ['R26 two tabs: the other one was first', unconfirmed('link_http_409', ['new']), linked, undefined],
    ['the account does not have it', unconfirmed('link_timeout', []), refusal('link_failed'), 'link_timeout'],
    [
      'the account cannot be read',
      unconfirmed('link_unreachable', undefined),
      refusal('link_failed'),
      'link_unreachable',
    ],
    [
      'R25 somebody else was first',
      unconfirmed('link_http_409', []),
      refusal('phone_in_use'),
      'link_http_409',
    ],
    ['T29 the scope is missing', unconfirmed('link_http_403', []), refusal('link_failed'), 'link_http_403'],
    [
      'T12 the user is gone meanwhile',
      unconfirmed('link_http_404', undefined),
      refusal('link_failed'),
      'link_http_404',
    ],
  ])('%s', async (_name, told, expected, detail) => {
    const { effects, calls } = await play(told)
    expect(calls.slice(-2)).toEqual(['link email|ada sms|new', 'read email|ada'])
    expect(outcomeOf(effects)).toEqual(expected)
    const line = effects.at(-1)
    expect(line?.kind === 'log' && line.entry.detail).toBe(detail)
    expect(effects.some(({ kind }) => kind === 'record_audit')).toBe(expected === linked)
  })
})

describe('finish, when the outside fails', () => {
  test('R60 a failing code exchange is for the edge to end', async () => {
    const exchanged = new UpstreamError('token', 'timeout')
    await expect(play({ change: { exchanged } })).rejects.toBe(exchanged)
  })

  test('R60 missing keys are for the edge to end, and nothing has been linked', async () => {
    const world = Object.assign(new FakeWorld(), { proof: new UpstreamError('jwks', 'http_500') })
    const request: FinishRequest = {
      login,
      answer: { kind: 'code', code: 'c' },
      ticket,
      audit: undefined,
      numbers: NUMBERS,
    }
    await expect(finish(request, world)).rejects.toThrow('jwks_http_500')
    expect(world.calls.filter((call) => call.startsWith('link'))).toEqual([])
  })
})

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('finish, when another phone was linked meanwhile', () => {
  test.each<[string, Partial<FakeWorld>]>([
    ['its code is void', { exchanged: { kind: 'rejected' } }],
    ['its token does not verify', { proof: undefined }],
  ])('R26 the second of two tabs finds the phone already linked: %s', async (_name, change) => {
    const { effects, calls } = await play({ change: { ...change, phones: ['new'] } })
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'already_linked' })
    expect(calls.at(-1)).toBe('read email|ada')
  })

  test('R26 when a number is replaced, the old one is no sign that the other tab was first', async () => {
    const told = { exchanged: { kind: 'rejected' }, phones: ['old'] } as const
    const { effects } = await play({ change: told, request: { ticket: replacing } })
    expect(lineOf(effects)).toBe('refused proof_invalid')
  })

  test.each([
    ['R26 two tabs add two numbers: the first one’s stays', ticket, ['other', 'new']],
    [
      'R26 two tabs replace by two numbers: the first one’s stays',
      { ...ticket, leaving: ['old'] },
      ['old', 'other', 'new'],
    ],
  ])('%s', async (_name, kept, phones) => {
    const { effects, calls } = await play({
      change: { linked: { kind: 'linked', phones } },
      request: { ticket: kept },
    })
    expect(calls.slice(-2)).toEqual(['link email|ada sms|new', 'remove email|ada sms|new'])
    expect(effects).toEqual([
      ...SPENT,
      COUNTED,
      { kind: 'drop_pending' },
      { kind: 'tell_outcome', outcome: { intent: 'add', status: 'already_linked' } },
      { kind: 'log', entry: { decision: 'already_linked', intent: 'add', detail: 'second_phone' } },
    ])
  })

  test('R26 two tabs: the first of two keeps its number', async () => {
    const { effects } = await play({ change: { linked: { kind: 'linked', phones: ['new', 'later'] } } })
    expect(outcomeOf(effects)).toEqual(linked)
  })

  test('R24 R61 a second phone whose account is left over stays pending, as told', async () => {
    const { effects } = await play({
      change: { linked: { kind: 'linked', phones: ['other', 'new'] }, removals: { new: leftOver } },
    })
    expect(effectOf('record_pending', effects)?.pending).toEqual({
      ...{ intent: 'add', leaving: ['new'], startedAt: ticket.startedAt },
      told: true,
    })
    expect(kindsOf(effects)).not.toContain('drop_pending')
    expect(lineOf(effects)).toBe('already_linked second_phone')
  })

  test.each([
    ['added', ticket, ['other', 'new'], ['new']],
    ['put in another one’s place', { ...ticket, leaving: ['old'] }, ['old', 'other', 'new'], ['old', 'new']],
  ])(
    'R24 R61 a second phone that was %s and does not come off is pending, though the first tab has dropped that',
    async (_name, kept, phones, leaving) => {
      const { effects } = await play({
        login: { pending: undefined },
        change: { linked: { kind: 'linked', phones }, removals: { new: stays } },
        request: { ticket: kept },
      })
      expect(lineOf(effects)).toBe('refused not_available unlink_http_500')
      expect(effectOf('record_pending', effects)?.pending).toEqual({
        ...{ intent: 'add', leaving, startedAt: ticket.startedAt },
      })
    },
  )

  test('R24 a change of another tab that is not completed yet is not forgotten for it', async () => {
    const others: PendingChange = { intent: 'replace', leaving: ['old'], startedAt: minutesBefore(NOW, 3) }
    const { effects } = await play({
      login: { pending: others },
      change: { linked: { kind: 'linked', phones: ['other', 'new'] }, removals: { new: stays } },
    })
    expect(lineOf(effects)).toBe('refused not_available unlink_http_500')
    expect(kindsOf(effects).filter((kind) => kind.endsWith('_pending'))).toEqual([])
  })
})

const stays = { kind: 'not_confirmed', code: 'unlink_http_500' } as const
const leftOver = { kind: 'left_over', code: 'delete_http_500' } as const
const replacing: Ticket = { ...ticket, intent: 'replace', leaving: ['old'] }

describe('finish, when a number is replaced', () => {
  const replace = (change: Partial<FakeWorld> = {}, kept: Ticket = replacing) =>
    play({
      login: having(OLD),
      change: { linked: { kind: 'linked', phones: ['old', 'new'] }, ...change },
      request: { ticket: kept },
    })

  test('R24 the new one is linked before the old one goes', async () => {
    const { calls } = await replace()
    expect(calls.slice(-2)).toEqual(['link email|ada sms|new', 'remove email|ada sms|old'])
  })

  test('R42 R40 the change is recorded, told with the new number, and over', async () => {
    const { effects } = await replace()
    expect(effects).toEqual([
      ...SPENT,
      COUNTED,
      { kind: 'drop_pending' },
      {
        kind: 'record_audit',
        record: {
          v: 1,
          did: 'replaced',
          at: NOW.toISOString(),
          by: 'email',
          number: { fingerprint: 'fp of 78', last2: '78' },
          former: ['fp of 01'],
          off: NOW.toISOString(),
        },
      },
      { kind: 'keep_change', change: { did: 'replaced', last2: '78', at: NOW } },
      { kind: 'tell_phone', phone: PHONE },
      { kind: 'tell_outcome', outcome: { intent: 'replace', status: 'replaced' } },
      { kind: 'log', entry: { decision: 'replaced', intent: 'replace' } },
    ])
  })

  test('R61 an old one that stays is said to stay, and the new one is told of at once', async () => {
    const { effects } = await replace({
      removals: { old: { kind: 'not_confirmed', code: 'unlink_timeout' } },
    })
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'refused', reason: 'old_phone_remains' })
    expect(lineOf(effects)).toBe('refused old_phone_remains unlink_timeout')
    expect(effectOf('keep_change', effects)?.change).toMatchObject({ did: 'linked', last2: '78' })
    expect(effectOf('record_audit', effects)?.record).toMatchObject({ did: 'linked', former: [] })
    expect(effectOf('tell_phone', effects)?.phone).toBe(PHONE)
    expect(kindsOf(effects)).not.toContain('drop_pending')
  })

  test('R24 an account that is left over is remembered for the next login', async () => {
    const { effects } = await replace({ removals: { old: leftOver } })
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
    expect(effectOf('record_pending', effects)?.pending).toEqual({
      ...{ intent: 'replace', leaving: ['old'], startedAt: ticket.startedAt },
      told: true,
    })
    expect(kindsOf(effects)).not.toContain('drop_pending')
  })

  const B = linkedPhone('b', '+4915100000009')
  const two: Ticket = { ...replacing, leaving: ['old', 'b'] }
  const replaceTwo = (removals: FakeWorld['removals']) =>
    play({
      login: having(OLD, B),
      change: { linked: { kind: 'linked', phones: ['old', 'b', 'new'] }, removals },
      request: { ticket: two },
    })

  test.each<[string, FakeWorld['removals'], string[] | undefined]>([
    ['none', {}, undefined],
    ['the first', { old: leftOver }, ['old']],
    ['the second', { b: leftOver }, ['b']],
    ['both', { old: leftOver, b: leftOver }, ['old', 'b']],
  ])('R24 of two old ones both go; left over: %s', async (_name, removals, leaving) => {
    const { effects, calls } = await replaceTwo(removals)
    expect(calls.slice(-2)).toEqual(['remove email|ada sms|old', 'remove email|ada sms|b'])
    expect(effectOf('record_pending', effects)?.pending.leaving).toEqual(leaving)
    expect(kindsOf(effects).includes('drop_pending')).toBe(leaving === undefined)
    expect(effectOf('record_audit', effects)?.record.former).toEqual(['fp of 01', 'fp of 09'])
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
  })

  test('R61 of two old ones, one left over and one that stays: all of it is left to the next login', async () => {
    const { effects } = await replaceTwo({
      old: leftOver,
      b: { kind: 'not_confirmed', code: 'unlink_timeout' },
    })
    expect(lineOf(effects)).toBe('refused old_phone_remains unlink_timeout')
    expect(kindsOf(effects)).not.toContain('drop_pending')
    expect(kindsOf(effects)).not.toContain('record_pending')
  })

  test('R24 when the link is not confirmed, the old one stays', async () => {
    const { effects, calls } = await replace({
      linked: { kind: 'not_confirmed', code: 'link_timeout' },
      phones: ['old'],
    })
    expect(calls.some((call) => call.startsWith('remove'))).toBe(false)
    expect(effectOf('tell_phone', effects)?.phone).toBe(OLD.number)
    expect(lineOf(effects)).toBe('refused link_failed link_timeout')
  })

  test('R24 a link whose answer was lost still takes the old one off', async () => {
    const { effects, calls } = await replace({
      linked: { kind: 'not_confirmed', code: 'link_timeout' },
      phones: ['old', 'new'],
    })
    expect(calls.at(-1)).toBe('remove email|ada sms|old')
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
  })

  test('T13 who cancels keeps the old one, and nothing is pending', async () => {
    const { effects } = await play({
      login: having(OLD),
      request: { ticket: replacing, answer: { kind: 'error', error: 'access_denied' } },
    })
    expect(effects.slice(2)).toEqual([
      { kind: 'drop_pending' },
      { kind: 'tell_phone', phone: OLD.number },
      { kind: 'tell_outcome', outcome: { intent: 'replace', status: 'cancelled' } },
      { kind: 'log', entry: { decision: 'cancelled', intent: 'replace', detail: 'access_denied' } },
    ])
  })
})

describe('finish, of what is pending', () => {
  test.each<[string, World, boolean]>([
    ['R24 a link that nobody knows of stays pending', unknownLink('link_timeout'), false],
    ['a refusal ends it', { proof: { subject: userId('email|bob') } }, true],
    ['a cancelled login ends it', { request: { answer: { kind: 'error', error: 'other' } } }, true],
    ['T05 an answer that cannot be read ends it', { request: { answer: { kind: 'malformed' } } }, true],
    ['T04 an answer without a ticket leaves it', { request: { ticket: undefined } }, false],
  ])('%s', async (_name, told, expected) => {
    const { effects } = await play(told)
    expect(kindsOf(effects).includes('drop_pending')).toBe(expected)
  })
})

const notLinked: Partial<FakeWorld> = {
  linked: { kind: 'not_confirmed', code: 'link_http_500' },
  phones: [],
}

describe('finish, of what another tab has begun', () => {
  const theirs = (seconds: number): World => ({
    login: { pending: { ...pending, startedAt: new Date(pending.startedAt.getTime() + seconds * 1000) } },
  })
  const ends: [string, World][] = [
    ['a cancelled login', { request: { answer: { kind: 'error', error: 'access_denied' } } }],
    ['an answer that cannot be read', { request: { answer: { kind: 'malformed' } } }],
    ['a proof that is refused', { proof: { subject: userId('email|bob') } }],
    ['a code that is not good', { change: { exchanged: { kind: 'rejected' } } }],
    ['a link that is known not to have been made', { change: notLinked }],
  ]
  test.each(ends)('R26 %s forgets none that was begun later', async (_name, told) => {
    const { effects } = await play({ ...told, ...theirs(30) })
    expect(kindsOf(effects)).not.toContain('drop_pending')
  })

  test.each(ends)('R26 %s forgets its own, whose start is kept to the second', async (_name, told) => {
    const { effects } = await play({ ...told, ...theirs(-0.999) })
    expect(kindsOf(effects)).toContain('drop_pending')
  })

  test.each<[string, number, boolean]>([
    ['a second earlier', -1, false],
    ['a second later', 1, false],
    ['in the same second', 0.9, true],
    ['at no readable time', NaN, false],
  ])('R26 one that was begun %s', async (_name, seconds, expected) => {
    const { effects } = await play({ ...theirs(seconds), request: { answer: { kind: 'malformed' } } })
    expect(kindsOf(effects).includes('drop_pending')).toBe(expected)
  })

  test('R26 without anything pending there is nothing to forget', async () => {
    const { effects } = await play({
      login: { pending: undefined },
      request: { answer: { kind: 'malformed' } },
    })
    expect(kindsOf(effects)).not.toContain('drop_pending')
  })

  test('R26 T04 who cancels without a ticket forgets nothing', async () => {
    const { effects } = await play({
      request: { answer: { kind: 'error', error: 'other' }, ticket: undefined },
    })
    expect(kindsOf(effects)).not.toContain('drop_pending')
  })
})

describe('finish, when the tenant requires a phone', () => {
  test.each<[string, World, string]>([
    ['T13 who cancels', { request: { answer: { kind: 'error', error: 'access_denied' } } }, 'phone_required'],
    ['T01 whose number is another’s', { proof: { subject: userId('email|bob') } }, 'phone_in_use'],
    [
      'R23 who is too late',
      { change: { now: new Date(NOW.getTime() + TICKET_LIFETIME_MS) } },
      'challenge_expired',
    ],
    ['T05 who brings no answer', { request: { answer: { kind: 'malformed' } } }, 'answer_malformed'],
    ['T03 whose code is not good', { change: { exchanged: { kind: 'rejected' } } }, 'proof_invalid'],
  ])('%s is turned away', async (_name, told, reason) => {
    const { effects } = await play({ ...told, request: { ticket: required, ...told.request } })
    expect(denialOf(effects)).toBe(reason)
    expect(outcomeOf(effects)).toBeUndefined()
  })

  test.each<[string, World]>([
    ['R60 a tenant whose link fails', unknownLink('link_http_500')],
    ['T22 a host that is not configured', { login: { hostConfigured: false } }],
    ['a phone that is linked', {}],
    ['T04 a transaction whose memory is gone', { request: { ticket: undefined } }],
  ])('%s locks nobody out', async (_name, told) => {
    const { effects } = await play({ ...told, request: { ticket: required, ...told.request } })
    expect(denialOf(effects)).toBeUndefined()
    expect(outcomeOf(effects)).toBeDefined()
  })
})

function unknownLink(code: string): World {
  return { change: { linked: { kind: 'not_confirmed', code }, phones: undefined } }
}
