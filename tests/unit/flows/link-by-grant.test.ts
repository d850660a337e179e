import type { Login, ReachedAccount } from '../../../lib/core/login.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import { beginOrLink } from '../../../lib/flows/begin-or-link.ts'
import type { GrantRequest } from '../../../lib/flows/link-by-grant.ts'
import type { PrimaryAccount } from '../../../lib/ports.ts'
import { ADAS, ADAS_TOKEN, FakeGrantWorld } from '../../support/fake-grant.ts'
import {
  NEW,
  NOW,
  NUMBERS,
  OLD,
  ada,
  denialOf,
  effectOf,
  having,
  kindsOf,
  lineOf,
  outcomeOf,
} from '../../support/phone-logins.ts'
import { minutesBefore, userId } from '../../support/values.ts'

const reached: ReachedAccount = {
  account: {
    identityCount: 1,
    foreignMetadataKeys: [],
    bornInInnerLogin: false,
    loginsCount: 1,
    createdAt: NOW,
  },
  phone: '+4915112345678',
  phoneVerified: true,
}
const older: ReachedAccount = { ...reached, account: { ...reached.account, loginsCount: 7 } }

/** The login of the phone account that has just come into being. */
const byPhone: Login = {
  ...ada,
  ...{ userId: userId('sms|new'), connection: 'sms', grant: 'links', canShowPage: false },
  ...{ ask: { kind: 'nothing' }, emailVerified: false, methods: [{ name: 'sms', at: NOW }], otherWaysIn: 0 },
}

type Told = { world?: Partial<FakeGrantWorld>; login?: Partial<Login>; request?: Partial<GrantRequest> }

async function play({ world = {}, login = {}, request = {} }: Told = {}) {
  const fake = Object.assign(new FakeGrantWorld(), world)
  const effects = await beginOrLink(
    {
      login: { ...byPhone, ...login },
      setting: { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: [] },
      ...{ reached, audit: undefined, linkTo: 'a.b.c', numbers: NUMBERS },
      ...request,
    },
    fake,
  )
  return { effects, calls: fake.calls, records: fake.records }
}

const adas = (login: Partial<Login>, more: Partial<PrimaryAccount> = {}): PrimaryAccount => ({
  ...ADAS,
  ...more,
  login: { ...ADAS.login, ...login },
})
const tokenOf = (...methods: { name: string; at: Date }[]) => ({ ...ADAS_TOKEN, methods })

describe('a phone that is proven, and an ID token that holds', () => {
  test('R14 are linked, and the login becomes the primary’s', async () => {
    const { effects, calls } = await play()
    expect(calls).toEqual([
      'read token a.b.c',
      'prepare',
      'read account email|ada',
      'record email|ada record_attempts record_used_tokens record_pending',
      'link email|ada sms|new',
      'record email|ada drop_pending record_audit record_pending',
    ])
    expect(kindsOf(effects)).toEqual(['set_primary', 'keep_change', 'tell_phone', 'tell_outcome', 'log'])
    expect(effectOf('set_primary', effects)).toEqual({ kind: 'set_primary', primary: 'email|ada' })
    expect(effectOf('tell_phone', effects)?.phone).toBe('+4915112345678')
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'linked' })
  })

  test('R33 R42 the account remembers the attempt, the token, the change, and that the person is still to be told', async () => {
    const { records } = await play()
    expect(records[0]).toEqual([
      { kind: 'record_attempts', attempts: [{ at: NOW, numbers: ['fp of 78'] }] },
      { kind: 'record_used_tokens', tokens: [{ at: NOW, mark: 'mark of a.b.c' }] },
      { kind: 'record_pending', pending: { intent: 'add', leaving: [], startedAt: NOW } },
    ])
    expect(records[1]?.at(-1)).toEqual({
      kind: 'record_pending',
      pending: { intent: 'add', leaving: [], startedAt: NOW, made: true },
    })
    expect(records[1]?.find(({ kind }) => kind === 'record_audit')).toMatchObject({
      record: { did: 'linked', by: 'email', number: { fingerprint: 'fp of 78', last2: '78' } },
    })
  })

  test('R11 a second factor within ten minutes is taken, and named in the record', async () => {
    const token = tokenOf(
      { name: 'email', at: minutesBefore(NOW, 2) },
      { name: 'mfa', at: minutesBefore(NOW, 1) },
    )
    const { effects, records } = await play({ world: { token, primary: adas({ hasFactor: true }) } })
    expect(outcomeOf(effects)?.status).toBe('linked')
    expect(records[1]?.find(({ kind }) => kind === 'record_audit')).toMatchObject({ record: { by: 'mfa' } })
  })

  test('R24 R61 a link whose answer is lost is found on the account', async () => {
    const linked = { kind: 'not_confirmed', code: 'link_timeout' } as const
    const { effects, calls } = await play({ world: { linked, phones: ['new'] } })
    expect(calls).toContain('read email|ada')
    expect(outcomeOf(effects)?.status).toBe('linked')
  })

  test('R61 a record that is not confirmed does not undo the link: the next login completes it', async () => {
    const recorded = [{ kind: 'recorded' }, { kind: 'not_confirmed', code: 'record_http_500' }] as const
    const { effects } = await play({ world: { recorded: [...recorded] } })
    expect(effectOf('set_primary', effects)?.primary).toBe('email|ada')
    expect(effects.at(-1)).toEqual({
      kind: 'log',
      entry: { decision: 'record_failed', detail: 'record_http_500' },
    })
  })
})

describe('what is refused leaves nothing behind', () => {
  const cases: [string, Told, string][] = [
    ['T06 a token that does not hold', { world: { token: undefined } }, 'link_token_invalid'],
    [
      'R16 the token of a phone account',
      { world: { token: { ...ADAS_TOKEN, subject: userId('sms|bob') } } },
      'link_token_invalid',
    ],
    [
      'T12 the token of an account that is gone or blocked',
      { world: { primary: undefined } },
      'link_token_invalid',
    ],
    ['R10 a token that tells of no sign-in', { world: { token: tokenOf() } }, 'step_up_required'],
    [
      'R10 a token of a sign-in by phone',
      { world: { token: tokenOf({ name: 'sms', at: NOW }) } },
      'step_up_required',
    ],
    [
      'R10 a sign-in more than ten minutes ago',
      { world: { token: tokenOf({ name: 'email', at: minutesBefore(NOW, 10 + 1 / 60) }) } },
      'step_up_required',
    ],
    [
      'R11 a second factor that was not asked for',
      { world: { primary: adas({ hasFactor: true }) } },
      'step_up_required',
    ],
    [
      'R11 a second factor more than ten minutes ago',
      {
        world: {
          token: tokenOf({ name: 'email', at: NOW }, { name: 'mfa', at: minutesBefore(NOW, 11) }),
          primary: adas({ hasFactor: true }),
        },
      },
      'step_up_required',
    ],
    ['R12 an unverified email', { world: { primary: adas({ emailVerified: false }) } }, 'email_unverified'],
    ['an account that has a phone', { world: { primary: adas(having(OLD)) } }, 'phone_already_linked'],
    [
      'T04 a token that was used before',
      {
        world: { primary: adas({}, { usedTokens: [{ at: minutesBefore(NOW, 3), mark: 'mark of a.b.c' }] }) },
      },
      'link_token_used',
    ],
    [
      'R33 an account that has tried too often',
      {
        world: {
          primary: adas({
            attempts: Array.from({ length: 10 }, (_, hour) => ({
              at: minutesBefore(NOW, 60 + hour),
              numbers: [],
            })),
          }),
        },
      },
      'too_many_attempts',
    ],
    [
      'R32 a number that is not allowed',
      { request: { reached: { ...reached, phone: '+33612345678' } } },
      'phone_not_supported',
    ],
    [
      'a phone that is not verified',
      { request: { reached: { ...reached, phoneVerified: false } } },
      'proof_invalid',
    ],
    [
      'T22 a host that is not configured',
      { world: { primary: adas({ hostConfigured: false }) } },
      'not_available',
    ],
  ]
  test.each(cases)('%s', async (_name, told, reason) => {
    const { effects, calls, records } = await play(told)
    expect(denialOf(effects)).toBe(reason)
    expect(calls.at(-1)).toBe('delete sms|new')
    expect(calls.filter((call) => call.startsWith('link'))).toEqual([])
    expect(records).toEqual([])
    expect(kindsOf(effects)).toEqual(['deny', 'log'])
  })

  test('T01 a number of somebody else’s account is refused without asking whose it is', async () => {
    const { effects, calls } = await play({ login: { userId: userId('email|bob') } })
    expect(denialOf(effects)).toBe('phone_in_use')
    expect(calls).toEqual(['read token a.b.c', 'prepare'])
  })

  test('R22 a phone account with a life of its own is refused, and stays', async () => {
    const { effects, calls } = await play({ request: { reached: older } })
    expect(denialOf(effects)).toBe('phone_account_has_history')
    expect(calls.some((call) => call.startsWith('delete'))).toBe(false)
  })

  test('T06 nor is it touched by a token that does not hold', async () => {
    const { effects, calls } = await play({ world: { token: undefined }, request: { reached: older } })
    expect(denialOf(effects)).toBe('link_token_invalid')
    expect(calls).toEqual(['read token a.b.c', 'prepare'])
  })

  test('R24 one that cannot be deleted is marked, so that it never counts as an account of its own', async () => {
    const deleted = { kind: 'left_over', code: 'delete_http_500' } as const
    const { effects } = await play({ world: { token: undefined, deleted } })
    expect(kindsOf(effects)).toEqual(['mark_born', 'deny', 'log'])
    expect(lineOf(effects)).toMatch(/delete_http_500/)
  })

  test('R33 one number too many is counted, and not linked', async () => {
    const attempts = ['a', 'b', 'c'].map((number) => ({ at: minutesBefore(NOW, 60), numbers: [number] }))
    const { effects, records, calls } = await play({ world: { primary: adas({ attempts }) } })
    expect(denialOf(effects)).toBe('too_many_attempts')
    expect(records[0]?.map(({ kind }) => kind)).toEqual(['record_attempts', 'record_used_tokens'])
    expect(calls.some((call) => call.startsWith('link'))).toBe(false)
  })

  test('R61 what cannot be remembered is not begun', async () => {
    const recorded = [{ kind: 'not_confirmed', code: 'record_timeout' } as const]
    const { effects, calls } = await play({ world: { recorded } })
    expect(denialOf(effects)).toBe('not_available')
    expect(lineOf(effects)).toMatch(/record_timeout/)
    expect(calls.some((call) => call.startsWith('link'))).toBe(false)
  })

  test.each([
    ['T25 a link that lost a race', 'link_http_409', [], 'phone_in_use'],
    ['R61 a link that failed', 'link_http_500', [], 'link_failed'],
    ['R61 a link of which nothing is known', 'link_timeout', undefined, 'link_failed'],
  ] as const)('%s', async (_name, code, phones, reason) => {
    const { effects, records } = await play({ world: { linked: { kind: 'not_confirmed', code }, phones } })
    expect(denialOf(effects)).toBe(reason)
    expect(effectOf('set_primary', effects)).toBeUndefined()
    // What is known not to be there is forgotten; what may be there, the next login looks for.
    expect(records[1]?.map(({ kind }) => kind)).toEqual(phones && ['drop_pending'])
  })

  test('R26 of two phones that come at once, the first one stays', async () => {
    const { effects, calls } = await play({ world: { linked: { kind: 'linked', phones: ['other', 'new'] } } })
    expect(denialOf(effects)).toBe('phone_already_linked')
    expect(calls).toContain('remove email|ada sms|new')
  })

  test.each([
    ['the keys', { token: new UpstreamError('jwks', 'timeout') }],
    ['the account', { primary: new UpstreamError('read', 'http_500') }],
  ])('R60 without %s nothing is decided', async (_what, world) => {
    await expect(play({ world })).rejects.toThrow(UpstreamError)
  })
})

describe('a number that is the account’s own already', () => {
  const own = { userId: ada.userId, emailVerified: true, ...having(NEW) }

  test('signs in, and says so', async () => {
    const { effects, calls } = await play({ login: own })
    expect(kindsOf(effects)).toEqual(['record_audit', 'tell_phone', 'log', 'tell_outcome', 'log'])
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'already_linked' })
    expect(calls).toEqual(['read token a.b.c', 'prepare'])
  })

  test('R16 one that was to leave the account does not get in by it', async () => {
    const pending = { intent: 'replace', leaving: ['old'], startedAt: minutesBefore(NOW, 5) } as const
    const { effects } = await play({ login: { ...own, ...having(OLD, NEW), pending } })
    expect(denialOf(effects)).toBe('phone_changed')
    expect(outcomeOf(effects)).toBeUndefined()
  })
})

test('without an ID token, nothing of this happens', async () => {
  const fake = new FakeGrantWorld()
  const request = {
    setting: { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: [] },
    ...{ reached, audit: undefined, linkTo: undefined, numbers: NUMBERS },
  }
  const effects = await beginOrLink({ ...request, login: { ...byPhone, grant: 'may' } }, fake)
  expect(denialOf(effects)).toBe('sms_only_account')
  expect(fake.calls).toEqual([])
})
