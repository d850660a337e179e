import type { Attempt } from '../../../lib/core/attempts.ts'
import type { InnerAccount } from '../../../lib/core/account-history.ts'
import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Login } from '../../../lib/core/login.ts'
import { PROOF_LIFETIME_MS } from '../../../lib/core/freshness.ts'
import type { BeginRequest } from '../../../lib/flows/begin.ts'
import { begin } from '../../../lib/flows/begin.ts'
import { buildChallenge } from '../../../lib/protocol/pkce.ts'
import { FakeWorld } from '../../support/fakes.ts'
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
  outcomeOf,
} from '../../support/phone-logins.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const PHONE = phoneNumber('+4915112345678')

const setting = { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: ['de'] }
const proven = { phone: '+4915112345678', phoneVerified: true } as const
const account: InnerAccount = {
  identityCount: 1,
  foreignMetadataKeys: [],
  bornInInnerLogin: false,
  loginsCount: 1,
  createdAt: minutesBefore(NOW, 1),
}
const reached = { account, ...proven }

const beginWith = (change: Partial<Login>, world = new FakeWorld(), more: Partial<BeginRequest> = {}) =>
  begin({ login: { ...ada, ...change }, setting, reached, audit: undefined, ...more }, world)

const log = (decision: string): Effect => ({ kind: 'log', entry: { decision } })
const tellPhone: Effect = { kind: 'tell_phone', phone: PHONE }
const byConnection = (strategy: string): Effect => ({ kind: 'vouch_connection', strategy })

describe('begin, when no challenge is due', () => {
  const asked = { kind: 'nothing' } as const
  test.each<[string, Partial<Login>, Effect[]]>([
    [
      'T14 an inner login is vouched for and let through',
      { client: 'companion', connection: 'sms', userId: userId('sms|new') },
      [
        byConnection('sms'),
        { kind: 'vouch', history: 'fresh', ...proven },
        { kind: 'mark_born' },
        log('stand_aside'),
      ],
    ],
    [
      'T01 nothing is written to somebody else’s account that an inner login reached',
      { client: 'companion', connection: 'sms', userId: userId('email|bob') },
      [byConnection('sms'), log('stand_aside')],
    ],
    [
      'T07 an inner login by email says so, and vouches for no phone',
      { client: 'companion', connection: 'email' },
      [byConnection('email'), log('stand_aside')],
    ],
    [
      'T02 an inner login by another connection is denied',
      { client: 'companion', connection: 'google-oauth2' },
      [
        { kind: 'deny', reason: 'connection_not_allowed' },
        { kind: 'log', entry: { decision: 'deny', reason: 'connection_not_allowed' } },
      ],
    ],
    [
      'R16 an SMS-only account is denied',
      { client: 'other', userId: userId('sms|new') },
      [
        { kind: 'deny', reason: 'sms_only_account' },
        { kind: 'log', entry: { decision: 'deny', reason: 'sms_only_account' } },
      ],
    ],
    [
      'R16 an SMS-only account that may go on gets nothing, at an enabled client either',
      { userId: userId('sms|old'), smsOnlyAccounts: 'allow', phone: PHONE },
      [log('untouched')],
    ],
    ['R13 a client that is not enabled gets nothing', { client: 'other', phone: PHONE }, [log('untouched')]],
    ['no claim without a phone', { ask: asked }, [log('claims_only')]],
    [
      'R10 a client that may link by the OTP grant is told when the primary was proven',
      { ask: asked, grant: 'may' },
      [{ kind: 'tell_proof', at: minutesBefore(NOW, 1), factorAt: undefined }, log('claims_only')],
    ],
    [
      'R11 and when the second factor was',
      {
        ask: asked,
        grant: 'may',
        methods: [
          { name: 'email', at: NOW },
          { name: 'mfa', at: minutesBefore(NOW, 2) },
        ],
      },
      [{ kind: 'tell_proof', at: NOW, factorAt: minutesBefore(NOW, 2) }, log('claims_only')],
    ],
    [
      'R10 and nothing of a session that rests on a phone alone',
      { ask: asked, grant: 'may', methods: [{ name: 'sms', at: NOW }] },
      [log('claims_only')],
    ],
    [
      'R13 nor is one told that is not enabled for pages',
      { client: 'other', grant: 'may' },
      [log('untouched')],
    ],
    [
      'T09 a login that links by the grant is not judged here',
      { userId: userId('sms|new'), grant: 'links', canShowPage: false },
      [log('untouched')],
    ],
    ['claims for the linked phone', { ask: asked, phone: PHONE }, [tellPhone, log('claims_only')]],
    [
      'no phone claims without the phone scope',
      { ask: asked, phone: PHONE, wantsPhoneClaims: false },
      [log('claims_only')],
    ],
    [
      'R34 a phone that came by other means is recorded, so that it is known to be somebody’s',
      { ask: asked, ...having(NEW) },
      [
        {
          kind: 'record_audit',
          record: {
            v: 1,
            did: 'linked',
            at: NOW.toISOString(),
            by: 'found',
            number: { fingerprint: 'fp of 78', last2: '78' },
            former: [],
          },
        },
        tellPhone,
        log('claims_only'),
      ],
    ],
    [
      'R34 while a change is pending nothing is recorded of it',
      {
        ask: asked,
        ...having(NEW),
        canShowPage: false,
        pending: { intent: 'replace', leaving: ['new'], startedAt: NOW },
      },
      [tellPhone, log('claims_only')],
    ],
    [
      'R45 a phone that is there already is told with the outcome',
      having(NEW),
      [
        { kind: 'drop_want' },
        tellPhone,
        { kind: 'tell_outcome', outcome: { intent: 'add', status: 'already_linked' } },
        { kind: 'log', entry: { decision: 'already_linked', intent: 'add' } },
      ],
    ],
    [
      'T07 a stale session is told to prove the email first',
      { methods: [{ name: 'email', at: new Date(NOW.getTime() - PROOF_LIFETIME_MS - 1) }] },
      [
        { kind: 'drop_want' },
        {
          kind: 'tell_outcome',
          outcome: { intent: 'add', status: 'refused', reason: 'step_up_required' },
        },
        { kind: 'log', entry: { decision: 'refused', intent: 'add', reason: 'step_up_required' } },
      ],
    ],
    [
      'T22 a host that is not configured is named to the operator as the cause',
      { hostConfigured: false },
      [
        { kind: 'drop_want' },
        { kind: 'tell_outcome', outcome: { intent: 'add', status: 'refused', reason: 'not_available' } },
        {
          kind: 'log',
          entry: {
            decision: 'refused',
            intent: 'add',
            reason: 'not_available',
            detail: 'host_not_configured',
          },
        },
      ],
    ],
  ])('%s', async (_name, change, expected) => {
    const world = new FakeWorld()
    expect(await beginWith(change, world)).toEqual(expected)
    expect(world.calls).toEqual([])
  })
})

test('R22 a phone account with a life of its own is not marked as born in an inner login', async () => {
  const change = { client: 'companion', connection: 'sms', userId: userId('sms|old') } as const
  const old = { ...reached, account: { ...account, loginsCount: 2 } }
  expect(await beginWith(change, new FakeWorld(), { reached: old })).toEqual([
    byConnection('sms'),
    { kind: 'vouch', history: 'has_history', ...proven },
    log('stand_aside'),
  ])
})

describe('begin, when the person is challenged', () => {
  const ticketOf = (effects: Effect[]) => {
    const kept = effectOf('keep_ticket', effects)
    if (!kept) throw new Error('no ticket was kept')
    return kept.ticket
  }
  const urlOf = (effects: Effect[]) => new URL(effectOf('send_to', effects)?.url ?? 'about:blank')

  test('R23 the attempt and the ticket are kept before the person is sent away', async () => {
    const effects = await beginWith({})
    expect(kindsOf(effects)).toEqual(['record_attempts', 'record_pending', 'keep_ticket', 'send_to', 'log'])
    expect(effects.at(-1)).toEqual({ kind: 'log', entry: { decision: 'challenge', intent: 'add' } })
  })

  test('R20 the request is bound to the ticket by PKCE and nonce', async () => {
    const effects = await beginWith({})
    const { verifier, nonce, startedAt, intent } = ticketOf(effects)
    const { searchParams } = urlOf(effects)
    expect(searchParams.get('correlation_id')).toBe(`sealed email|ada ${NOW.toISOString()}`)
    expect({ intent, startedAt }).toEqual({ intent: 'add', startedAt: NOW })
    expect(searchParams.get('code_challenge')).toBe(buildChallenge(verifier))
    expect(searchParams.get('nonce')).toBe(nonce)
    expect(searchParams.get('client_id')).toBe('companion')
    expect(searchParams.get('ui_locales')).toBe('de')
  })

  test('R20 verifier and nonce are different randomness of 32 bytes each', async () => {
    const { verifier, nonce } = ticketOf(await beginWith({}))
    expect(Buffer.from(verifier, 'base64url')).toHaveLength(32)
    expect(Buffer.from(nonce, 'base64url')).toHaveLength(32)
    expect(verifier).not.toBe(nonce)
  })

  test('R20 two challenges share nothing', async () => {
    const world = new FakeWorld()
    const first = ticketOf(await beginWith({}, world))
    const second = ticketOf(await beginWith({}, world))
    expect(second.verifier).not.toBe(first.verifier)
    expect(second.nonce).not.toBe(first.nonce)
  })

  test('R33 attempts that still count are kept, older ones are dropped, this one is added', async () => {
    const recent = { at: minutesBefore(NOW, 60), numbers: ['mark'] }
    const effects = await beginWith({ attempts: [{ at: minutesBefore(NOW, 25 * 60), numbers: [] }, recent] })
    expect(effects[0]).toEqual({ kind: 'record_attempts', attempts: [recent, { at: NOW, numbers: [] }] })
  })

  test('R33 a number that was typed is counted with the attempt', async () => {
    const want = { intent: 'add', because: 'asked', choice: 'accepted', hint: PHONE } as const
    const effects = await beginWith({ want })
    expect(effects[0]).toEqual({ kind: 'record_attempts', attempts: [{ at: NOW, numbers: ['fp of 78'] }] })
  })

  test('R33 a fourth number costs no text, and is counted', async () => {
    const want = { intent: 'add', because: 'asked', choice: 'accepted', hint: PHONE } as const
    const attempts = ['a', 'b', 'c'].map((number) => ({ at: minutesBefore(NOW, 90), numbers: [number] }))
    const effects = await beginWith({ want, attempts })
    expect(kindsOf(effects)).not.toContain('send_to')
    expect(effectOf('record_attempts', effects)?.attempts).toHaveLength(4)
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'refused', reason: 'too_many_attempts' })
  })

  test('the only thing asked of outside is the key set, ahead of time', async () => {
    const world = new FakeWorld()
    await beginWith({}, world)
    expect(world.calls).toEqual(['prepare proofs', 'prepare proofs done'])
  })

  test('R24 what was begun is written out before the person is sent away', async () => {
    expect(effectOf('record_pending', await beginWith({}))?.pending).toEqual({
      intent: 'add',
      leaving: [],
      startedAt: NOW,
    })
  })

  test('R23 a replacement remembers, in both places, which phone is to leave', async () => {
    const effects = await beginWith({ ...having(OLD), ask: { kind: 'intent', intent: 'replace' } })
    expect(effectOf('record_pending', effects)?.pending).toMatchObject({
      intent: 'replace',
      leaving: ['old'],
    })
    expect(effectOf('keep_ticket', effects)).toMatchObject({
      use: 'phone',
      ticket: { intent: 'replace', because: 'asked', leaving: ['old'] },
    })
    expect(denialOf(effects)).toBeUndefined()
  })

  test.each(['offered', 'required'] as const)('a phone that is %s needs no ask', async (because) => {
    const want = { intent: 'add', because, choice: 'accepted', hint: PHONE } as const
    const effects = await beginWith({ ask: { kind: 'nothing' }, want })
    expect(ticketOf(effects)).toMatchObject({ because })
    expect(urlOf(effects).searchParams.get('login_hint')).toBe(PHONE)
  })

  test('what was remembered wins over what the request says', async () => {
    const want = { intent: 'replace', because: 'asked' } as const
    expect(ticketOf(await beginWith({ ...having(OLD), want })).intent).toBe('replace')
  })
})

describe('begin, when a phone is to be removed', () => {
  const removal = { ...having(OLD), ask: { kind: 'nothing' } } as const
  const accepted = { intent: 'remove', because: 'asked', choice: 'accepted' } as const

  test('R15 one that was confirmed is removed', async () => {
    const world = new FakeWorld()
    const effects = await beginWith({ ...removal, want: accepted }, world)
    expect(world.calls).toEqual(['remove email|ada sms|old'])
    expect(kindsOf(effects)[0]).toBe('drop_want')
    expect(outcomeOf(effects)).toEqual({ intent: 'remove', status: 'removed' })
  })

  const asked = { ...having(OLD), ask: { kind: 'intent', intent: 'remove' } } as const
  test.each<[string, Partial<Login>, string]>([
    ['R15 T26 a link alone removes nothing', asked, 'refused not_available not_confirmed'],
    ['R15 the last way in stays', { ...removal, want: accepted, otherWaysIn: 0 }, 'refused last_way_in'],
    ['a phone that is not there', { ...removal, want: accepted, ...having() }, 'refused no_phone'],
    ['T07 a stale session', { ...removal, want: accepted, methods: [] }, 'refused step_up_required'],
    ['who declines', { ...removal, want: { ...accepted, choice: 'declined' } }, 'cancelled'],
  ])('%s: nothing outside is asked', async (_name, change, line) => {
    const world = new FakeWorld()
    const effects = await beginWith(change, world)
    expect(lineOf(effects)).toBe(line)
    expect(outcomeOf(effects)).toMatchObject({ intent: 'remove' })
    expect(world.calls).toEqual([])
  })
})

describe('begin, when the tenant requires a phone', () => {
  const want = { intent: 'add', because: 'required' } as const
  test.each<[string, Partial<Login>, string]>([
    ['T13 who declines is turned away', { want: { ...want, choice: 'declined' } }, 'phone_required'],
    [
      'R33 who has tried too often is turned away',
      { want, attempts: Array<Attempt>(10).fill({ at: NOW, numbers: [] }) },
      'too_many_attempts',
    ],
    ['R12 who has proven no email is turned away', { want, emailVerified: false }, 'email_unverified'],
    [
      'R32 whose number may not be used is turned away',
      { want: { ...want, choice: 'accepted', refusal: 'phone_not_supported' } },
      'phone_not_supported',
    ],
    [
      'who proved another account is turned away',
      { want: { ...want, refusal: 'reauthentication_failed' } },
      'reauthentication_failed',
    ],
  ])('%s', async (_name, change, reason) => {
    const effects = await beginWith({ ...change, ask: { kind: 'nothing' } })
    expect(denialOf(effects)).toBe(reason)
    expect(outcomeOf(effects)).toBeUndefined()
  })

  test.each<[string, Partial<Login>, string]>([
    ['a host that is not configured', { want, hostConfigured: false }, 'not_available'],
    ['a factor that cannot be asked for', { want, methods: [], hasFactor: true }, 'step_up_required'],
    ['an inner login that failed', { want: { ...want, refusal: 'not_available' } }, 'not_available'],
  ])('R60 %s locks nobody out', async (_name, change, reason) => {
    const effects = await beginWith({ ...change, ask: { kind: 'nothing' } })
    expect(denialOf(effects)).toBeUndefined()
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'refused', reason })
  })

  test('who skips an offer is let in, and the app is told', async () => {
    const effects = await beginWith({ want: { intent: 'add', because: 'offered', choice: 'declined' } })
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'skipped' })
    expect(denialOf(effects)).toBeUndefined()
  })
})

describe('begin, when a phone has left the account', () => {
  const off = minutesBefore(NOW, 5)
  const sms = (minutes: number) => ({ name: 'sms', at: minutesBefore(NOW, minutes) })
  test.each<[string, Partial<Login>, string | undefined]>([
    ['T07 a session of the former number', { methods: [sms(6)] }, 'phone_changed'],
    ['T15 T07 silently too', { methods: [sms(6)], canShowPage: false }, 'phone_changed'],
    ['T07 at a client that is not enabled', { methods: [sms(6)], client: 'other' }, 'phone_changed'],
    ['a session of the new number', { methods: [sms(4)] }, undefined],
    ['a session that proved the email too', { methods: [sms(6), ...ada.methods] }, undefined],
  ])('%s', async (_name, change, reason) => {
    const effects = await beginWith({ phoneOffAt: off, ask: { kind: 'nothing' }, ...change })
    expect(denialOf(effects)).toBe(reason)
  })
})

test('R34 a phone that is on record is not recorded again', async () => {
  const audit: AuditRecord = {
    ...{ v: 1, did: 'linked', at: NOW.toISOString(), by: 'email', former: [] },
    number: { fingerprint: 'fp of 78', last2: '78' },
  }
  const change = { ask: { kind: 'nothing' } as const, ...having(NEW) }
  const effects = await beginWith(change, new FakeWorld(), { audit })
  expect(kindsOf(effects)).toEqual(['tell_phone', 'log'])
})
