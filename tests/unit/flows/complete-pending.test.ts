import type { AuditRecord } from '../../../lib/core/audit-record.ts'
import { decideLogin } from '../../../lib/core/decide-login.ts'
import type { LinkedPhone, Login } from '../../../lib/core/login.ts'
import type { PendingChange } from '../../../lib/core/pending-change.ts'
import { completePending } from '../../../lib/flows/complete-pending.ts'
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
  linkedPhone,
  outcomeOf,
} from '../../support/phone-logins.ts'
import { minutesBefore, phoneNumber, userId } from '../../support/values.ts'

const startedAt = minutesBefore(NOW, 5)
const adding: PendingChange = { intent: 'add', leaving: [], startedAt }
const replacing: PendingChange = { intent: 'replace', leaving: ['old'], startedAt }
const removing: PendingChange = { intent: 'remove', leaving: ['old'], startedAt }
const NUMBER = '+4915112345678'
const OTHER = linkedPhone('other', '+4915100000002')

/** An ordinary login after a change was begun; it asks for nothing. */
async function play(
  pending: PendingChange | undefined,
  phones: readonly LinkedPhone[],
  told: { login?: Partial<Login>; change?: Partial<FakeWorld>; audit?: AuditRecord } = {},
) {
  const world = Object.assign(new FakeWorld(), told.change)
  const login: Login = { ...ada, ask: { kind: 'nothing' }, pending, ...having(...phones), ...told.login }
  const completed = await completePending(login, told.audit, world)
  return { ...completed, calls: world.calls, before: login }
}

const bySms = { methods: [{ name: 'sms', at: minutesBefore(NOW, 1) }] }
const silent = { canShowPage: false }

describe('a login with nothing to complete', () => {
  test.each<[string, PendingChange | undefined, LinkedPhone[], Partial<Login>]>([
    ['an ordinary login', undefined, [OLD], {}],
    ['an addition that has not happened yet', adding, [], {}],
    ['a replacement whose new number has not come yet', replacing, [OLD], {}],
    ['a removal whose phone is still there', removing, [OLD], {}],
    [
      'a removal at which both phones are still there',
      { ...removing, leaving: ['old', 'new'] },
      [OLD, NEW],
      {},
    ],
    ['R13 a client that is not enabled', replacing, [OLD, NEW], { client: 'other' }],
    ['T14 an inner login', replacing, [OLD, NEW], { client: 'companion' }],
    ['R16 an SMS-only account', replacing, [NEW], { userId: userId('sms|old') }],
    ['T15 a silent login', replacing, [OLD, NEW], silent],
  ])('%s: nothing outside is asked, nothing changes', async (_name, pending, phones, change) => {
    const { effects, login, calls, before } = await play(pending, phones, { login: change })
    expect(calls).toEqual([])
    expect(effects).toEqual([])
    expect(login).toBe(before)
  })

  test('R13 a client that is not enabled forgets nothing', async () => {
    const abandoned = { ...replacing, startedAt: minutesBefore(NOW, 61) }
    const { effects, login, before } = await play(abandoned, [OLD], { login: { client: 'other' } })
    expect(effects).toEqual([])
    expect(login).toBe(before)
  })

  test.each<[string, number, boolean]>([
    ['not yet, a second before', 59 * 60 + 59, false],
    ['after an hour', 60 * 60, true],
  ])('an abandoned change is forgotten: %s', async (_name, seconds, expected) => {
    const at = new Date(NOW.getTime() - seconds * 1000)
    const { effects, login, calls } = await play({ ...replacing, startedAt: at }, [OLD])
    expect(effects).toEqual(expected ? [{ kind: 'drop_pending' }] : [])
    expect(login).toBeDefined()
    expect(calls).toEqual([])
  })
})

describe('a login that completes a change', () => {
  const takeOld = 'remove email|ada sms|old'
  test.each<[string, PendingChange, LinkedPhone[], string[], LinkedPhone[], string]>([
    ['an addition', adding, [NEW], [], [NEW], 'linked'],
    [
      'R26 an addition with two phones',
      adding,
      [NEW, OTHER],
      ['remove email|ada sms|other'],
      [NEW],
      'linked',
    ],
    ['a replacement, the old one still there', replacing, [OLD, NEW], [takeOld], [NEW], 'replaced'],
    ['a replacement, the old one unlinked', replacing, [NEW], ['delete sms|old'], [NEW], 'replaced'],
    [
      'R26 a replacement with three phones',
      replacing,
      [OLD, NEW, OTHER],
      [takeOld, 'remove email|ada sms|other'],
      [NEW],
      'replaced',
    ],
    ['a removal, unlinked', removing, [], ['delete sms|old'], [], 'removed'],
    [
      'a removal of two phones, one of them unlinked',
      { ...removing, leaving: ['other', 'old'] },
      [OLD],
      [takeOld, 'delete sms|other'],
      [],
      'removed',
    ],
    ['R26 a removal, while another phone was added', removing, [NEW], ['delete sms|old'], [NEW], 'removed'],
  ])('R24 %s', async (_name, pending, phones, calls, kept, did) => {
    const played = await play(pending, phones)
    expect(played.calls).toEqual(calls)
    expect(played.login).toBeUndefined()
    expect(kindsOf(played.effects).slice(0, 2)).toEqual(['drop_want', 'drop_pending'])
    expect(effectOf('keep_change', played.effects)?.change.did).toBe(did)
    expect(outcomeOf(played.effects)?.status).toBe(did)
    expect(effectOf('tell_phone', played.effects)?.phone).toBe(kept[0]?.number)
    expect(lineOf(played.effects)).toBe(`${did} completed_later`)
  })

  test('R42 the record holds what went and when, and carries the earlier one on', async () => {
    const number = { fingerprint: 'fp of 01', last2: '01' }
    const audit: AuditRecord = { v: 1, did: 'linked', at: 'x', by: 'email', number, former: ['older'] }
    const { effects } = await play(replacing, [OLD, NEW], { audit })
    expect(effectOf('record_audit', effects)?.record).toEqual({
      v: 1,
      did: 'replaced',
      at: NOW.toISOString(),
      by: 'email',
      number: { fingerprint: 'fp of 78', last2: '78' },
      former: ['fp of 01', 'older'],
      off: NOW.toISOString(),
    })
  })

  const remove = { intent: 'remove', because: 'asked', choice: 'accepted' } as const
  test.each<[string, Partial<Login>]>([
    ['asks for something else', { ask: { kind: 'intent', intent: 'remove' } }],
    ['asks for something unknown', { ask: { kind: 'unknown' } }],
    ['has had something else confirmed', { want: remove }],
    ['has typed the number already', { want: { ...remove, intent: 'replace', hint: phoneNumber(NUMBER) } }],
    ['has to add a phone', { want: { intent: 'add', because: 'required' } }],
  ])('R24 R45 a login that %s ends with what was completed, and nothing is wanted', async (_name, login) => {
    const { effects, login: after } = await play(replacing, [OLD, NEW], { login })
    expect(after).toBeUndefined()
    expect(kindsOf(effects)).toEqual([
      ...['drop_want', 'drop_pending', 'record_audit', 'keep_change'],
      ...['tell_phone', 'tell_outcome', 'log'],
    ])
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
    expect(denialOf(effects)).toBeUndefined()
  })

  test('R26 a login that asks for the same has got it', async () => {
    const ask = { kind: 'intent', intent: 'replace' } as const
    const { effects, login } = await play(replacing, [OLD, NEW], { login: { ask } })
    expect(login).toBeUndefined()
    expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
  })

  test.each([
    [
      'a phone that stays',
      { removals: { old: { kind: 'not_confirmed', code: 'unlink_timeout' } } },
      [OLD, NEW],
    ],
    [
      'one of two that stays',
      { removals: { other: { kind: 'not_confirmed', code: 'unlink_timeout' } } },
      [OLD, NEW, OTHER],
    ],
  ] as const)('R61 %s: the login goes on, and the next one tries again', async (_name, change, phones) => {
    const { effects, login, before } = await play(replacing, phones, { change })
    expect(effects).toEqual([
      { kind: 'log', entry: { decision: 'pending_failed', detail: 'unlink_timeout' } },
    ])
    expect(login).toBe(before)
  })
})

describe('a phone account that is left over when a change is completed', () => {
  const stays = { kind: 'left_over', code: 'delete_http_500' } as const
  test.each<[string, PendingChange, LinkedPhone[], Partial<FakeWorld>, string[]]>([
    ['the old one, just unlinked', replacing, [OLD, NEW], { removals: { old: stays } }, ['old']],
    ['the old one, unlinked before', replacing, [NEW], { deleted: stays }, ['old']],
    ['that of a removal', removing, [], { deleted: stays }, ['old']],
    ['that of a second tab', adding, [NEW, OTHER], { removals: { other: stays } }, ['other']],
    ['one of two', replacing, [OLD, NEW, OTHER], { removals: { other: stays } }, ['other']],
    [
      'one that is deleted by nobody but its owner',
      replacing,
      [NEW],
      { deleted: { kind: 'not_confirmed', code: 'delete_not_a_phone' } },
      ['old'],
    ],
  ])('R24 R61 stays pending as told: %s', async (_name, pending, phones, change, leaving) => {
    const { effects, login } = await play(pending, phones, { change })
    expect(effectOf('record_pending', effects)?.pending).toEqual({
      ...{ intent: pending.intent, leaving, startedAt },
      told: true,
    })
    expect(kindsOf(effects)).toEqual(expect.arrayContaining(['record_audit', 'keep_change', 'tell_outcome']))
    expect(kindsOf(effects)).not.toContain('drop_pending')
    expect(login).toBeUndefined()
  })

  const audit: AuditRecord = { v: 1, did: 'removed', at: 'then', by: 'email', former: [], off: 'then' }
  test.each<[string, PendingChange, LinkedPhone[]]>([
    ['a replacement', { ...replacing, told: true }, [NEW]],
    ['a removal', { ...removing, told: true }, []],
  ])(
    'R40 %s that was told is told no second time: what is left is deleted',
    async (_name, pending, phones) => {
      const ask = { kind: 'intent', intent: 'add' } as const
      const { effects, login, before, calls } = await play(pending, phones, { audit, login: { ask } })
      expect(calls).toEqual(['delete sms|old'])
      expect(effects).toEqual([{ kind: 'drop_pending' }])
      expect(login).toBe(before)
    },
  )

  test('R61 one that was told and stays once more is tried again by the next login', async () => {
    const told: PendingChange = { ...removing, told: true }
    const { effects, login, before } = await play(told, [], { audit, change: { deleted: stays } })
    expect(effects).toEqual([{ kind: 'record_pending', pending: told }])
    expect(login).toBe(before)
  })

  test('T07 one that was told turns no session of the new number away', async () => {
    const { effects, login } = await play({ ...replacing, told: true }, [NEW], { login: bySms })
    expect(effects).toEqual([{ kind: 'drop_pending' }])
    expect(login).toBeDefined()
  })

  test('T15 R13 a silent login and another client leave it to a login of our own', async () => {
    for (const login of [silent, { client: 'other' } as const]) {
      const { effects, calls } = await play({ ...removing, told: true }, [], { login })
      expect([effects, calls]).toEqual([[], []])
    }
  })
})

describe('when the number left, for the sessions that rest on it', () => {
  const offOf = async (pending: PendingChange, ...phones: LinkedPhone[]) => {
    const { effects } = await play(pending, phones)
    return effectOf('record_audit', effects)?.record
  }

  test('T25 now, where it was still on the account', async () => {
    expect(await offOf(replacing, OLD, NEW)).toMatchObject({ off: NOW.toISOString() })
    expect(await offOf({ ...removing, leaving: ['old', 'other'] }, OTHER)).toMatchObject({
      off: NOW.toISOString(),
    })
  })

  test.each<[string, PendingChange, LinkedPhone[]]>([
    ['a replacement', replacing, [NEW]],
    ['a removal', removing, []],
  ])('T25 when %s was begun, where it was off the account already', async (_name, pending, phones) => {
    expect(await offOf(pending, ...phones)).toMatchObject({
      at: NOW.toISOString(),
      off: startedAt.toISOString(),
    })
  })

  test('never, where none left', async () => {
    expect(await offOf(adding, NEW)).not.toHaveProperty('off')
  })

  test('T25 now, where the second of two tabs left', async () => {
    expect(await offOf(adding, NEW, OTHER)).toMatchObject({ did: 'linked', off: NOW.toISOString() })
  })

  test.each<[string, number, string | undefined]>([
    ['the new number, proven since, stays signed in', 1, undefined],
    ['the old number, proven before, does not', 6, 'phone_changed'],
  ])('T07 at the login after that, %s', async (_name, minutes, reason) => {
    const off = (await offOf(replacing, NEW))?.off ?? ''
    const methods = [{ name: 'sms', at: minutesBefore(NOW, minutes) }]
    const next: Login = { ...ada, ...having(NEW), methods, phoneOffAt: new Date(off) }
    const decision = decideLogin({ ...next, ask: { kind: 'nothing' } }, NOW)
    expect(decision).toEqual(reason ? { kind: 'deny', reason } : { kind: 'claims_only' })
  })
})

describe('a login that rests on a phone alone, while two are on the account', () => {
  test('T07 may be by the old number: it is taken off, and the login turned away', async () => {
    const { effects, login, calls } = await play(replacing, [OLD, NEW], { login: bySms })
    expect(calls).toEqual(['remove email|ada sms|old'])
    expect(denialOf(effects)).toBe('phone_changed')
    expect(kindsOf(effects)).toEqual(['drop_pending', 'record_audit', 'keep_change', 'deny', 'log'])
    expect(login).toBeUndefined()
  })

  test('T07 R61 is turned away too when an account is left over, which stays pending as told', async () => {
    const change = { removals: { old: { kind: 'left_over', code: 'delete_http_500' } } } as const
    const { effects, login } = await play(replacing, [OLD, NEW], { login: bySms, change })
    expect(denialOf(effects)).toBe('phone_changed')
    expect(effectOf('record_pending', effects)?.pending).toMatchObject({ leaving: ['old'], told: true })
    expect(login).toBeUndefined()
  })

  test.each<[string, Partial<Login>, string | undefined]>([
    ['is turned away', bySms, 'phone_changed'],
    ['is turned away silently', { ...bySms, ...silent }, 'phone_changed'],
    ['is let in by its email', {}, undefined],
    ['is let in by email beside the phone', { methods: [...bySms.methods, ...ada.methods] }, undefined],
  ])('T07 R13 at a client that is not enabled %s, and nothing is done', async (_name, change, reason) => {
    const { effects, login, calls, before } = await play(replacing, [OLD, NEW], {
      login: { ...change, client: 'other' },
    })
    expect(calls).toEqual([])
    expect(kindsOf(effects)).toEqual(reason === undefined ? [] : ['deny', 'log'])
    expect(denialOf(effects)).toBe(reason)
    expect(login).toBe(reason === undefined ? before : undefined)
  })

  test('R13 at a client that is not enabled is let in once the old number is off', async () => {
    const { effects, calls } = await play(replacing, [NEW], { login: { ...bySms, client: 'other' } })
    expect([effects, calls]).toEqual([[], []])
  })

  test('T14 in an inner login is not looked at', async () => {
    const { effects } = await play(replacing, [OLD, NEW], { login: { ...bySms, client: 'companion' } })
    expect(effects).toEqual([])
  })

  test('T07 R61 is turned away even if the old one does not come off', async () => {
    const change = { removals: { old: { kind: 'not_confirmed', code: 'unlink_http_500' } } } as const
    const { effects, login } = await play(replacing, [OLD, NEW], { login: bySms, change })
    expect(lineOf(effects)).toBe('deny not_available unlink_http_500')
    expect(kindsOf(effects)).not.toContain('drop_pending')
    expect(login).toBeUndefined()
  })

  test('T07 T15 is turned away silently too, and nothing outside is asked', async () => {
    const { effects, calls } = await play(replacing, [OLD, NEW], { login: { ...bySms, ...silent } })
    expect(denialOf(effects)).toBe('phone_changed')
    expect(calls).toEqual([])
  })

  test('is by the new number once the old one is off', async () => {
    const { effects, calls } = await play(replacing, [NEW], { login: bySms })
    expect(denialOf(effects)).toBeUndefined()
    expect(calls).toEqual(['delete sms|old'])
  })

  test('is let in when the email was proven too', async () => {
    const methods = [...bySms.methods, ...ada.methods]
    const { effects } = await play(replacing, [OLD, NEW], { login: { methods } })
    expect(denialOf(effects)).toBeUndefined()
  })
})

describe('R40 a change that was made where no page could be shown', () => {
  const made: PendingChange = { ...adding, made: true }

  test('is told by the next login that can show one, and the login goes on', async () => {
    const { effects, login, calls, before } = await play(made, [NEW])
    expect(effects).toEqual([
      { kind: 'drop_pending' },
      { kind: 'keep_change', change: { did: 'linked', last2: '78', at: startedAt, pushed: true } },
    ])
    expect(login).toBe(before)
    expect(calls).toEqual([])
  })

  test('is told without a number where the platform does not say it', async () => {
    const { effects } = await play(made, [linkedPhone('new')])
    expect(effectOf('keep_change', effects)?.change.last2).toBeUndefined()
  })

  test.each([
    ['a silent login', silent],
    ['a client that is not enabled', { client: 'other' }],
  ] as const)('waits while there is only %s', async (_name, login) => {
    const { effects, login: goesOn, before } = await play(made, [NEW], { login })
    expect(effects).toEqual([])
    expect(goesOn).toBe(before)
  })
})
