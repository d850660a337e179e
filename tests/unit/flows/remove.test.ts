import type { Login } from '../../../lib/core/login.ts'
import { removePhone } from '../../../lib/flows/remove.ts'
import { FakeWorld } from '../../support/fakes.ts'
import {
  NEW,
  NOW,
  OLD,
  ada,
  effectOf,
  having,
  kindsOf,
  lineOf,
  linkedPhone,
} from '../../support/phone-logins.ts'

async function play(change: Partial<FakeWorld> = {}, login: Partial<Login> = {}) {
  const world = Object.assign(new FakeWorld(), change)
  const effects = await removePhone({ ...ada, ...having(OLD), ...login }, undefined, world)
  return { effects, calls: world.calls }
}

describe('remove', () => {
  test('R15 R40 R42 takes the phone off, records it, and lets it be told', async () => {
    const { effects, calls } = await play()
    expect(calls).toEqual(['remove email|ada sms|old'])
    expect(effects).toEqual([
      { kind: 'drop_pending' },
      {
        kind: 'record_audit',
        record: {
          v: 1,
          did: 'removed',
          at: NOW.toISOString(),
          by: 'email',
          former: ['fp of 01'],
          off: NOW.toISOString(),
        },
      },
      { kind: 'keep_change', change: { did: 'removed', last2: '01', at: NOW } },
      { kind: 'tell_outcome', outcome: { intent: 'remove', status: 'removed' } },
      { kind: 'log', entry: { decision: 'removed', intent: 'remove' } },
    ])
  })

  test('R61 a phone that may still be there stays in the claims, and pending', async () => {
    const { effects } = await play({ removals: { old: { kind: 'not_confirmed', code: 'unlink_timeout' } } })
    expect(kindsOf(effects)).toEqual(['tell_phone', 'tell_outcome', 'log'])
    expect(lineOf(effects)).toBe('refused remove_failed unlink_timeout')
  })

  test('R24 an account that is left over stays pending, and the person is told of the removal', async () => {
    const { effects } = await play({ removals: { old: { kind: 'left_over', code: 'delete_timeout' } } })
    expect(kindsOf(effects)).toEqual(['record_pending', 'record_audit', 'keep_change', 'tell_outcome', 'log'])
    expect(effectOf('record_pending', effects)?.pending).toEqual({
      ...{ intent: 'remove', leaving: ['old'], startedAt: NOW },
      told: true,
    })
    expect(lineOf(effects)).toBe('removed delete_timeout')
  })

  const leftOver = { kind: 'left_over', code: 'delete_timeout' } as const
  test.each<[string, FakeWorld['removals'], string[]]>([
    ['the first', { old: leftOver }, ['old']],
    ['the second', { new: leftOver }, ['new']],
    ['both', { old: leftOver, new: leftOver }, ['old', 'new']],
  ])('R24 of two phones, %s left over: only what is left stays pending', async (_name, removals, leaving) => {
    const { effects, calls } = await play({ removals }, having(OLD, NEW))
    expect(calls).toHaveLength(2)
    expect(effectOf('record_pending', effects)?.pending).toMatchObject({ leaving, told: true })
    expect(lineOf(effects)).toBe('removed delete_timeout')
  })

  test('R61 of two phones, one left over and one not off: what was pending before stays so', async () => {
    const removals = { old: leftOver, new: { kind: 'not_confirmed', code: 'unlink_timeout' } } as const
    const { effects } = await play({ removals }, having(OLD, NEW))
    expect(kindsOf(effects)).toEqual(['tell_phone', 'tell_outcome', 'log'])
    expect(lineOf(effects)).toBe('refused remove_failed unlink_timeout')
  })

  test('of two phones, both go', async () => {
    const { effects, calls } = await play({}, having(OLD, NEW))
    expect(calls).toEqual(['remove email|ada sms|old', 'remove email|ada sms|new'])
    expect(effectOf('record_audit', effects)?.record.former).toEqual(['fp of 01', 'fp of 78'])
  })

  test('R42 a phone whose number the platform hides is removed and recorded all the same', async () => {
    const { effects } = await play({}, having(linkedPhone('hidden')))
    expect(effectOf('record_audit', effects)?.record).toMatchObject({ did: 'removed', former: [] })
    expect(effectOf('keep_change', effects)?.change.last2).toBeUndefined()
  })

  test('R11 R42 the record names the second factor where the person has one', async () => {
    const methods = [...ada.methods, { name: 'mfa', at: NOW }]
    const { effects } = await play({}, { hasFactor: true, methods })
    expect(effectOf('record_audit', effects)?.record.by).toBe('mfa')
  })
})
