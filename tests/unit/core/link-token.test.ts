import { findTokenProblem, useToken } from '../../../lib/core/link-token.ts'
import { minutesBefore, userId } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const email = (minutes: number) => ({ name: 'email', at: minutesBefore(NOW, minutes) })
const token = { subject: userId('email|ada'), methods: [email(1)] }

describe('findTokenProblem', () => {
  test.each([
    ['a sign-in a minute ago', token, undefined],
    ['R10 a sign-in ten minutes ago', { ...token, methods: [email(10)] }, undefined],
    ['R10 a sign-in longer ago', { ...token, methods: [email(10 + 1 / 60)] }, 'step_up_required'],
    ['T30 one five minutes ahead', { ...token, methods: [email(-5)] }, undefined],
    ['T30 one further ahead', { ...token, methods: [email(-5 - 1 / 60)] }, 'step_up_required'],
    ['R10 no sign-in', { ...token, methods: [] }, 'step_up_required'],
    ['R10 a second factor alone', { ...token, methods: [{ name: 'mfa', at: NOW }] }, 'step_up_required'],
    ['R16 the subject is a phone account', { ...token, subject: userId('sms|1') }, 'link_token_invalid'],
    ['T06 no token', undefined, 'link_token_invalid'],
  ] as const)('%s', (_name, given, expected) => {
    expect(findTokenProblem(given, NOW)).toBe(expected)
  })
})

describe('useToken', () => {
  const used = (minutes: number) => ({ at: minutesBefore(NOW, minutes), mark: `m${minutes}` })

  test('T04 a token is used once', () => {
    expect(useToken([], 'm', NOW)).toStrictEqual([{ at: NOW, mark: 'm' }])
    expect(useToken([used(9)], 'm9', NOW)).toBeUndefined()
    expect(useToken([used(60)], 'm60', NOW)).toBeUndefined()
  })

  test('T04 those are forgotten that are too old by any clock', () => {
    const before = [used(31), used(30), used(29.9), used(-29.9), used(-30)]
    expect(useToken(before, 'm', NOW)).toStrictEqual([used(29.9), used(-29.9), { at: NOW, mark: 'm' }])
  })
})
