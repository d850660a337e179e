import type { Proof } from '../../../lib/core/proof.ts'
import type { Login } from '../../../lib/core/login.ts'
import { NO_POLICY } from '../../../lib/core/policy.ts'
import type { Policy } from '../../../lib/core/policy.ts'
import { TICKET_LIFETIME_MS } from '../../../lib/core/ticket.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import type { FinishStepUpRequest } from '../../../lib/flows/step-up.ts'
import { beginStepUp, finishStepUp } from '../../../lib/flows/step-up.ts'
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
} from '../../support/phone-logins.ts'
import { minutesBefore, userId } from '../../support/values.ts'

const stale: Partial<Login> = { methods: [{ name: 'email', at: minutesBefore(NOW, 11) }] }
const factor: Partial<Login> = { hasFactor: true, factors: ['otp', 'webauthn-roaming'] }

describe('begin', () => {
  const setting = { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: ['de'] }
  const play = async (change: Partial<Login>, policy: Policy = NO_POLICY) => {
    const world = new FakeWorld()
    return {
      effects: await beginStepUp({ login: { ...ada, ...change }, policy, setting }, world),
      calls: world.calls,
    }
  }

  test.each<[string, Partial<Login>, string]>([
    ['a login that asks for nothing', { ask: { kind: 'nothing' } }, 'claims_only'],
    ['R10 a fresh proof', {}, 'change'],
    ['R11 a fresh second factor', { ...factor, methods: [{ name: 'mfa', at: NOW }] }, 'change'],
    ['R13 a client that is not enabled', { ...stale, client: 'other' }, 'untouched'],
    ['T15 a silent login', { ...stale, canShowPage: false }, 'claims_only'],
    [
      'T14 an inner login',
      { client: 'companion', connection: 'email', ask: { kind: 'nothing' } },
      'stand_aside',
    ],
    ['a phone that is there already', { ...stale, ...having(NEW) }, 'settled'],
    ['R12 an email that is not verified', { ...stale, emailVerified: false }, 'settled'],
    ['T22 a host that is not configured', { ...stale, hostConfigured: false }, 'settled'],
    ['R11 a factor that cannot be asked for', { ...stale, hasFactor: true }, 'step_up impossible'],
    ['R10 an account that no email reaches', { ...stale, canProveEmail: false }, 'step_up impossible'],
  ])('%s: one line, and nothing outside is asked', async (_name, change, line) => {
    const { effects, calls } = await play(change)
    expect(lineOf(effects)).toBe(line)
    expect(effects).toHaveLength(1)
    expect(calls).toEqual([])
  })

  test('R16 an SMS-only account is denied', async () => {
    const { effects, calls } = await play({ ...stale, userId: userId('sms|new') })
    expect(denialOf(effects)).toBe('sms_only_account')
    expect(calls).toEqual([])
  })

  test('R11 a person with a second factor is asked for it, and for nothing weaker', async () => {
    const { effects, calls } = await play({ ...ada, ...factor })
    expect(effects).toEqual([
      { kind: 'keep_want', want: { intent: 'add', because: 'asked' } },
      { kind: 'challenge_factor', types: ['otp', 'webauthn-roaming'] },
      { kind: 'log', entry: { decision: 'step_up', detail: 'factor' } },
    ])
    expect(calls).toEqual([])
  })

  test('R20 T07 a stale session is sent to a code by email, bound by PKCE and nonce', async () => {
    const { effects, calls } = await play(stale)
    expect(kindsOf(effects)).toEqual(['keep_want', 'keep_ticket', 'send_to', 'log'])
    const kept = effectOf('keep_ticket', effects)
    expect(kept).toMatchObject({
      use: 'reauthentication',
      ticket: { intent: 'add', leaving: [], startedAt: NOW },
    })
    const { searchParams } = new URL(effectOf('send_to', effects)?.url ?? '')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      connection: 'email',
      scope: 'openid',
      nonce: kept?.ticket.nonce,
      code_challenge: buildChallenge(kept?.ticket.verifier ?? ''),
    })
    expect(searchParams.has('login_hint')).toBe(false)
    expect(calls).toEqual(['prepare proofs', 'prepare proofs done'])
  })

  const pending = { intent: 'replace', leaving: ['old'], startedAt: minutesBefore(NOW, 2) } as const
  const toReplace = { ask: { kind: 'intent', intent: 'replace' } } as const
  test.each<[string, Partial<Login>]>([
    ['a code by email', stale],
    ['a second factor', factor],
    ['what cannot be asked for', { ...stale, hasFactor: true }],
  ])('R24 an unfinished change comes first, before %s: nothing is asked', async (_name, change) => {
    const { effects, calls } = await play({ ...change, ...toReplace, ...having(OLD, NEW), pending })
    expect(effects).toEqual([{ kind: 'log', entry: { decision: 'pending_first' } }])
    expect(calls).toEqual([])
  })

  test('R24 a change of which nothing has happened yet is no hindrance', async () => {
    const { effects } = await play({ ...stale, ...toReplace, ...having(OLD), pending })
    expect(lineOf(effects)).toBe('step_up email_code')
  })

  const policy = (phone: Policy['phone']): Policy => ({ ...NO_POLICY, phone })
  test.each<[string, Policy, string]>([
    ['a required phone asks a stale session again', policy('required'), 'step_up email_code'],
    ['an offered phone bothers no stale session', policy('offer'), 'claims_only'],
  ])('%s', async (_name, given, line) => {
    const { effects } = await play({ ...stale, ask: { kind: 'nothing' } }, given)
    expect(lineOf(effects)).toBe(line)
  })

  test.each<[string, Login['ask']]>([
    ['to add', { kind: 'intent', intent: 'add' }],
    ['to remove', { kind: 'intent', intent: 'remove' }],
    ['for something unknown', { kind: 'unknown' }],
  ])('T13 what is remembered is the required phone, though the request asks %s', async (_name, ask) => {
    const { effects } = await play({ ...stale, ask }, policy('required'))
    expect(effectOf('keep_want', effects)?.want).toEqual({ intent: 'add', because: 'required' })
  })
})

describe('finish', () => {
  const ticket: Ticket = {
    ...{ intent: 'replace', because: 'asked', leaving: [] },
    ...{ verifier: 'v-1', nonce: 'n-1', startedAt: minutesBefore(NOW, 1) },
  }
  const want = { intent: 'replace', because: 'asked' } as const
  const authTime = minutesBefore(NOW, 0.5)

  type Told = {
    proof?: Partial<Proof>
    change?: Partial<FakeWorld>
    login?: Partial<Login>
    request?: Partial<FinishStepUpRequest>
  }
  const play = async ({ proof, change, login, request }: Told = {}) => {
    const world = Object.assign(new FakeWorld(), change)
    if (world.proof && !(world.proof instanceof Error)) {
      world.proof = { ...world.proof, subject: userId('email|ada'), provenBy: 'email', authTime, ...proof }
    }
    const resumed: Login = { ...ada, ...stale, ask: { kind: 'nothing' }, want, ...login }
    const asked = { login: resumed, answer: { kind: 'code', code: 'c-1' } as const, ticket, ...request }
    return { effects: await finishStepUp(asked, world), calls: world.calls }
  }

  test('R10 the very same account, proven by email, is remembered in login and session', async () => {
    const { effects, calls } = await play()
    expect(effects).toEqual([
      { kind: 'drop_ticket', use: 'reauthentication' },
      { kind: 'keep_proof', proof: { name: 'email', at: authTime } },
      { kind: 'record_reauthentication' },
      { kind: 'log', entry: { decision: 'step_up_proven' } },
    ])
    expect(calls).toContain('exchange c-1 v-1')
  })

  test.each<[string, Told, string]>([
    ['T03 another account', { proof: { subject: userId('email|bob') } }, 'reauthentication_failed'],
    [
      'T02 T07 a linked phone, which reaches the same account',
      { proof: { provenBy: 'sms' } },
      'proof_invalid',
    ],
    ['T02 a login that nobody vouched for', { proof: { provenBy: undefined } }, 'proof_invalid'],
    ['T03 a token of another transaction', { proof: { nonce: 'n-2' } }, 'proof_invalid'],
    ['R20 a login of last week', { proof: { authTime: new Date(0) } }, 'proof_invalid'],
    ['T06 a token that does not verify', { change: { proof: undefined } }, 'proof_invalid'],
    ['T04 a code used before', { change: { exchanged: { kind: 'rejected' } } }, 'proof_invalid'],
    ['T05 an answer that cannot be read', { request: { answer: { kind: 'malformed' } } }, 'answer_malformed'],
    ['T04 no ticket', { request: { ticket: undefined } }, 'challenge_expired'],
    [
      'R23 a ticket that is too old',
      { request: { ticket: { ...ticket, startedAt: new Date(NOW.getTime() - TICKET_LIFETIME_MS - 1) } } },
      'challenge_expired',
    ],
  ])('%s proves nothing, and is left to phone-challenge to tell', async (_name, told, refusal) => {
    const { effects } = await play(told)
    expect(effects).toEqual([
      { kind: 'drop_ticket', use: 'reauthentication' },
      { kind: 'keep_want', want: { ...want, refusal } },
      { kind: 'log', entry: { decision: 'step_up_refused', intent: 'replace', reason: refusal } },
    ])
  })

  test('T22 a host that is not configured gets neither the code nor the secret, and is named', async () => {
    const { effects, calls } = await play({ login: { hostConfigured: false } })
    expect(effectOf('keep_want', effects)?.want).toEqual({ ...want, refusal: 'not_available' })
    expect(lineOf(effects)).toBe('step_up_refused not_available host_not_configured')
    expect(calls).toEqual([])
  })

  test('T13 who cancels has declined', async () => {
    const { effects, calls } = await play({ request: { answer: { kind: 'error', error: 'access_denied' } } })
    expect(effectOf('keep_want', effects)?.want).toEqual({ ...want, choice: 'declined' })
    expect(lineOf(effects)).toBe('step_up_cancelled access_denied')
    expect(calls).toEqual([])
  })

  test('what was wanted is in the ticket too', async () => {
    const { effects } = await play({ login: { want: undefined }, proof: { nonce: 'x' } })
    expect(effectOf('keep_want', effects)?.want).toMatchObject({ intent: 'replace', because: 'asked' })
  })

  test('R16 an SMS-only account is denied here too, and nothing is asked', async () => {
    const { effects, calls } = await play({ login: { userId: userId('sms|new') } })
    expect(denialOf(effects)).toBe('sms_only_account')
    expect(calls).toEqual([])
  })

  test('R60 a failing outside is for the edge to end', async () => {
    await expect(play({ change: { exchanged: new UpstreamError('token', 'timeout') } })).rejects.toThrow(
      'token_timeout',
    )
    await expect(play({ change: { proof: new UpstreamError('jwks', 'http_500') } })).rejects.toThrow(
      'jwks_http_500',
    )
  })
})
