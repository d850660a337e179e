import type { Change } from '../../../lib/core/change.ts'
import type { NotifyRequest } from '../../../lib/flows/notify.ts'
import { beginNotice, finishNotice } from '../../../lib/flows/notify.ts'
import { FakeWorld } from '../../support/fakes.ts'
import { NOW, denialOf, kindsOf, lineOf } from '../../support/phone-logins.ts'
import { userId } from '../../support/values.ts'

const change: Change = { did: 'linked', last2: '78', at: NOW }
const failed = { kind: 'failed', code: 'security_event_timeout' } as const

async function play(request: Partial<NotifyRequest> = {}, world: Partial<FakeWorld> = {}, receiver = true) {
  const fake = Object.assign(new FakeWorld(), world)
  const whole: NotifyRequest = {
    ...{ userId: userId('email|ada'), linkedFor: undefined, isInner: false, change, form: 'f-notice' },
    ...{ bornInInnerLogin: false, smsOnlyAccounts: 'refuse' },
    buildVars: ({ did, last2 }) => ({ subject: `${did} ${last2 ?? ''}` }),
    ...request,
  }
  const securityEvents = receiver ? fake.securityEvents : undefined
  return { effects: await beginNotice(whole, { securityEvents }), calls: fake.calls, changes: fake.changes }
}

describe('after a change', () => {
  test('R40 programs are told by an event, the person by a page', async () => {
    const { effects, calls, changes } = await play()
    expect(calls).toEqual(['push email|ada linked'])
    expect(changes).toEqual([change])
    expect(effects).toEqual([
      { kind: 'render', form: 'f-notice', vars: { subject: 'linked 78' } },
      { kind: 'log', entry: { decision: 'notice' } },
    ])
  })

  test('R41 an event that does not arrive is seen in the log, and the person is told all the same', async () => {
    const { effects } = await play({}, { pushed: failed })
    expect(kindsOf(effects)).toEqual(['render', 'log'])
    expect(lineOf(effects)).toBe('notice security_event_timeout')
  })

  test.each([
    ['without a Form there is no page', {}, 'notice_without_page'],
    [
      'R41 without a Form a failure is still seen',
      { pushed: failed },
      'notice_without_page security_event_timeout',
    ],
  ])('%s', async (_name, world, line) => {
    const { effects } = await play({ form: undefined }, world)
    expect(kindsOf(effects)).toEqual(['drop_change', 'log'])
    expect(lineOf(effects)).toBe(line)
  })

  test('without a receiver nothing outside is asked', async () => {
    const { effects, calls } = await play({}, {}, false)
    expect(calls).toEqual([])
    expect(kindsOf(effects)).toEqual(['render', 'log'])
  })
})

test.each<[string, Partial<NotifyRequest>, string]>([
  ['an ordinary login', { change: undefined }, 'no_change'],
  ['T14 an inner login', { isInner: true, userId: userId('sms|new') }, 'stand_aside'],
  [
    'R16 a login of a phone account that may go on',
    { userId: userId('sms|old'), smsOnlyAccounts: 'allow', change: undefined },
    'no_change',
  ],
])('%s is one line, and nothing outside is asked', async (_name, request, line) => {
  const { effects, calls } = await play(request)
  expect(kindsOf(effects)).toEqual(['log'])
  expect(lineOf(effects)).toBe(line)
  expect(calls).toEqual([])
})

test('R16 an SMS-only account is denied, and nobody is told of anything', async () => {
  const { effects, calls } = await play({ userId: userId('sms|new') })
  expect(denialOf(effects)).toBe('sms_only_account')
  expect(calls).toEqual([])
})

test.each([
  [true, 'notified'],
  [false, 'notice_email_failed'],
])('R41 after the page the change is told of for good; emailed: %s', (emailed, line) => {
  const effects = finishNotice(userId('email|ada'), emailed)
  expect(kindsOf(effects)).toEqual(['drop_change', 'log'])
  expect(lineOf(effects)).toBe(line)
})

test.each([true, false])('R16 an SMS-only account is denied after the page too; emailed: %s', (emailed) => {
  const effects = finishNotice(userId('sms|new'), emailed)
  expect(kindsOf(effects)).toEqual(['deny', 'log'])
  expect(denialOf(effects)).toBe('sms_only_account')
})

describe('R40 after a phone was linked by the OTP grant', () => {
  const phones = { userId: userId('sms|new'), linkedFor: userId('email|ada') }

  test('programs are told at once, of the account that has the phone now; the person later, on a page', async () => {
    const { effects, calls } = await play(phones)
    expect(calls).toEqual(['push email|ada linked'])
    expect(kindsOf(effects)).toEqual(['drop_change', 'log'])
  })

  test('programs are not told again with the person', async () => {
    const { effects, calls } = await play({ change: { ...change, pushed: true } })
    expect(calls).toEqual([])
    expect(kindsOf(effects)).toEqual(['render', 'log'])
  })

  test('R16 a phone account that was linked to nobody is denied here as well', async () => {
    expect(denialOf((await play({ ...phones, linkedFor: undefined })).effects)).toBe('sms_only_account')
  })
})
