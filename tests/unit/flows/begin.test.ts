// Types alone; loaded so that coverage does not take it for a file that no test reaches.
import type { InnerAccount } from '../../../lib/core/account-history.ts'
import '../../../lib/core/login.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Login } from '../../../lib/core/login.ts'
import { PROOF_LIFETIME_MS } from '../../../lib/core/freshness.ts'
import type { BeginRequest } from '../../../lib/flows/begin.ts'
import { begin } from '../../../lib/flows/begin.ts'
import { buildChallenge } from '../../../lib/protocol/pkce.ts'
import { FakeWorld } from '../../support/fakes.ts'
import { eligibleLogin, minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const PHONE = phoneNumber('+4915112345678')

const login = eligibleLogin(NOW)
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
  begin({ login: { ...login, ...change }, setting, reached, ...more }, world)

const log = (decision: string): Effect => ({ kind: 'log', entry: { decision } })
const tellPhone: Effect = { kind: 'tell_phone', phone: PHONE }

describe('begin, when no challenge is due', () => {
  const asked = { kind: 'nothing' } as const
  test.each<[string, Partial<Login>, Effect[]]>([
    [
      'T14 an inner login is vouched for and let through',
      { client: 'companion', connection: 'sms', userId: userId('sms|new') },
      [{ kind: 'vouch', history: 'fresh', ...proven }, { kind: 'mark_born' }, log('stand_aside')],
    ],
    [
      'T01 nothing is written to somebody else’s account that an inner login reached',
      { client: 'companion', connection: 'sms', userId: userId('email|bob') },
      [log('stand_aside')],
    ],
    [
      'T02 an inner login by another connection is denied',
      { client: 'companion', connection: 'email' },
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
    ['R13 a client that is not enabled gets nothing', { client: 'other', phone: PHONE }, [log('untouched')]],
    ['no claim without a phone', { ask: asked }, [log('claims_only')]],
    ['claims for the linked phone', { ask: asked, phone: PHONE }, [tellPhone, log('claims_only')]],
    [
      'no phone claims without the phone scope',
      { ask: asked, phone: PHONE, wantsPhoneClaims: false },
      [log('claims_only')],
    ],
    [
      'R45 a phone that is there already is told with the outcome',
      { phone: PHONE },
      [
        tellPhone,
        { kind: 'tell_outcome', outcome: { intent: 'add', status: 'already_linked' } },
        { kind: 'log', entry: { decision: 'already_linked', intent: 'add' } },
      ],
    ],
    [
      'T07 a stale session is told to prove the email first',
      { methods: [{ name: 'email', at: new Date(NOW.getTime() - PROOF_LIFETIME_MS - 1) }] },
      [
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
    { kind: 'vouch', history: 'has_history', ...proven },
    log('stand_aside'),
  ])
})

describe('begin, when the person is challenged', () => {
  const ticketOf = (effects: Effect[]) => {
    const kept = effects.find((effect) => effect.kind === 'keep_ticket')
    if (!kept) throw new Error('no ticket was kept')
    return kept.ticket
  }
  const urlOf = (effects: Effect[]) => {
    const sent = effects.find((effect) => effect.kind === 'send_to')
    return new URL(sent?.url ?? 'about:blank')
  }

  test('R23 the attempt and the ticket are kept before the person is sent away', async () => {
    const effects = await beginWith({})
    expect(effects.map(({ kind }) => kind)).toEqual(['record_attempts', 'keep_ticket', 'send_to', 'log'])
    expect(effects.at(-1)).toEqual({ kind: 'log', entry: { decision: 'challenge', intent: 'add' } })
  })

  test('R20 the request is bound to the ticket by PKCE and nonce', async () => {
    const effects = await beginWith({})
    const { verifier, nonce, startedAt, intent } = ticketOf(effects)
    const { searchParams } = urlOf(effects)
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
    const recent = minutesBefore(NOW, 60)
    const effects = await beginWith({ attempts: [minutesBefore(NOW, 25 * 60), recent] })
    expect(effects[0]).toEqual({ kind: 'record_attempts', attempts: [recent, NOW] })
  })

  test('the only thing asked of outside is the key set, ahead of time', async () => {
    const world = new FakeWorld()
    await beginWith({}, world)
    expect(world.calls).toEqual(['prepare proofs', 'prepare proofs done'])
  })
})
