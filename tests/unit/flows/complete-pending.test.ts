import type { AuditRecord } from '../../../lib/core/audit-record.ts'
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
import { minutesBefore, userId } from '../../support/values.ts'

const startedAt = minutesBefore(NOW, 5)
const adding: PendingChange = { intent: 'add', leaving: [], startedAt }
const replacing: PendingChange = { intent: 'replace', leaving: ['old'], startedAt }
const removing: PendingChange = { intent: 'remove', leaving: ['old'], startedAt }
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
  ])('R24 %s', async (_name, pending, phones, calls, kept, did) => {
    const played = await play(pending, phones)
    expect(played.calls).toEqual(calls)
    expect(played.login).toBeUndefined()
    expect(kindsOf(played.effects)[0]).toBe('drop_pending')
    expect(effectOf('keep_change', played.effects)?.change.did).toBe(did)
    expect(outcomeOf(played.effects)?.status).toBe(did)
    expect(effectOf('tell_phone', played.effects)?.phone).toBe(kept[0]?.number)
    expect(lineOf(played.effects)).toBe(`${did} completed_later`)
  })

  test('R42 the record holds what went and when, and carries the earlier one on', async () => {
    const number = { fingerprint: 'fingerprint of 01', last2: '01' }
    const audit: AuditRecord = { v: 1, did: 'linked', at: 'x', by: 'email', number, former: ['older'] }
    const { effects } = await play(replacing, [OLD, NEW], { audit })
    expect(effectOf('record_audit', effects)?.record).toEqual({
      v: 1,
      did: 'replaced',
      at: NOW.toISOString(),
      by: 'email',
      number: { fingerprint: 'fingerprint of 78', last2: '78' },
      former: ['fingerprint of 01', 'older'],
      off: NOW.toISOString(),
    })
  })

  test('a login that asks for something else goes on, as it is after that', async () => {
    const ask = { kind: 'intent', intent: 'remove' } as const
    const { effects, login } = await play(replacing, [OLD, NEW], { login: { ask } })
    expect(kindsOf(effects)).toEqual(['drop_pending', 'record_audit', 'keep_change'])
    expect(login).toMatchObject({ ...having(NEW), ask })
    expect(login?.pending).toBeUndefined()
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
      'an account that stays',
      { removals: { old: { kind: 'left_over', code: 'unlink_timeout' } } },
      [OLD, NEW],
    ],
    ['one that is left over and stays', { deleted: { kind: 'left_over', code: 'unlink_timeout' } }, [NEW]],
  ] as const)('R61 %s: the login goes on, and the next one tries again', async (_name, change, phones) => {
    const { effects, login, before } = await play(replacing, phones, { change })
    expect(effects).toEqual([
      { kind: 'log', entry: { decision: 'pending_failed', detail: 'unlink_timeout' } },
    ])
    expect(login).toBe(before)
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
