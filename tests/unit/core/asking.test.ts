import { announce, conclude, log, turnAway } from '../../../lib/core/effects.ts'
import type { Effect } from '../../../lib/core/effects.ts'
import type { Login } from '../../../lib/core/login.ts'
import type { Outcome } from '../../../lib/core/outcome.ts'
import { refused } from '../../../lib/core/outcome.ts'
import type { Prompt } from '../../../lib/core/prompt.ts'
import { decidePrompt } from '../../../lib/core/prompt.ts'
import { REASONS, describeReason } from '../../../lib/core/refusals.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import type { StepUp } from '../../../lib/core/step-up.ts'
import { decideStepUp } from '../../../lib/core/step-up.ts'
import type { Want } from '../../../lib/core/want.ts'
import { BECAUSES } from '../../../lib/core/want.ts'
import { eligibleLogin, phoneNumber } from '../../support/values.ts'

const eligible = eligibleLogin(new Date('2026-03-01T12:00:00Z'))

describe('how a stale session steps up', () => {
  const otp = { hasFactor: true, factors: ['otp'] }
  test.each<[string, Partial<Login>, StepUp]>([
    ['R10 by a code to the account’s email', {}, { kind: 'email_code' }],
    ['R11 by the second factor, where there is one', otp, { kind: 'factor', types: ['otp'] }],
    [
      'R11 by any of several factors, in their order',
      { hasFactor: true, factors: ['webauthn-roaming', 'otp'] },
      { kind: 'factor', types: ['webauthn-roaming', 'otp'] },
    ],
    [
      'R11 by the second factor, where no email code reaches the account',
      { ...otp, canProveEmail: false },
      { kind: 'factor', types: ['otp'] },
    ],
    [
      'R11 by nothing weaker, where the factor cannot be asked for',
      { hasFactor: true, factors: [] },
      { kind: 'impossible' },
    ],
    ['by nothing, where no email code reaches the account', { canProveEmail: false }, { kind: 'impossible' }],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideStepUp({ ...eligible, ...facts })).toStrictEqual(expected)
  })
})

describe('which page asks', () => {
  test.each<[string, Partial<Want>, boolean, Prompt | undefined]>([
    ['R15 none to add a phone, only to remove one', {}, false, undefined],
    ['R15 none to replace one', { intent: 'replace' }, false, undefined],
    ['R31 the page for a number, if numbers are collected', {}, true, 'number'],
    ['R31 the page for a number, to replace', { intent: 'replace' }, true, 'number'],
    ['R31 the page for a number, in place of the offer', { because: 'offered' }, true, 'number'],
    ['R31 the page for a number, in place of the demand', { because: 'required' }, true, 'number'],
    ['T13 the offer, which can be put off', { because: 'offered' }, false, 'offer'],
    ['T13 the demand, which can be cancelled', { because: 'required' }, false, 'required'],
    ['R15 T26 the removal, always', { intent: 'remove' }, false, 'removal'],
    ['R15 T26 the removal, with numbers collected', { intent: 'remove' }, true, 'removal'],
    ['T13 none twice: it was accepted', { intent: 'remove', choice: 'accepted' }, true, undefined],
    ['T13 none twice: it was declined', { because: 'offered', choice: 'declined' }, true, undefined],
    ['a number that was typed is no answer', { hint: phoneNumber('+4915112345678') }, true, 'number'],
  ])('%s', (_sentence, facts, collectNumber, expected) => {
    expect(decidePrompt({ intent: 'add', because: 'asked', ...facts }, collectNumber)).toBe(expected)
  })
})

describe('what is said', () => {
  test.each(Object.keys(REASONS) as Reason[])(
    'R44 the sentence of %s holds no data and no jargon',
    (reason) => {
      expect(REASONS[reason]).toMatch(/^[A-Z][A-Za-z ,.]+\.$/)
      expect(describeReason(reason)).toBe(`${reason}: ${REASONS[reason]}`)
    },
  )

  test('R45 a refusal is told with its reason, and logged with its detail', () => {
    const outcome = refused('add', 'link_failed')
    expect(announce(outcome, 'link_timeout')).toStrictEqual([
      { kind: 'tell_outcome', outcome },
      {
        kind: 'log',
        entry: { decision: 'refused', intent: 'add', reason: 'link_failed', detail: 'link_timeout' },
      },
    ])
  })

  test('R45 a success is told without a reason', () => {
    const outcome = { intent: 'add', status: 'linked' } as const
    expect(announce(outcome)).toStrictEqual([
      { kind: 'tell_outcome', outcome },
      { kind: 'log', entry: { decision: 'linked', intent: 'add' } },
    ])
  })

  test('R43 a denial is logged with its reason, and with its detail if there is one', () => {
    expect(turnAway('sms_only_account')).toStrictEqual([
      { kind: 'deny', reason: 'sms_only_account' },
      { kind: 'log', entry: { decision: 'deny', reason: 'sms_only_account' } },
    ])
    expect(turnAway('not_available', 'unlink_timeout')).toStrictEqual([
      { kind: 'deny', reason: 'not_available' },
      { kind: 'log', entry: { decision: 'deny', reason: 'not_available', detail: 'unlink_timeout' } },
    ])
  })

  test('R43 a decision is one entry, with its detail if there is one', () => {
    expect(log('untouched')).toStrictEqual({ kind: 'log', entry: { decision: 'untouched' } })
    expect(log('step_up', 'factor')).toStrictEqual({
      kind: 'log',
      entry: { decision: 'step_up', detail: 'factor' },
    })
  })
})

describe('R45 how a phone step ends', () => {
  const deniedAs = (effects: Effect[]) =>
    effects.flatMap((effect) => (effect.kind === 'deny' ? [effect.reason] : []))
  const cancelled: Outcome = { intent: 'add', status: 'cancelled' }
  const skipped: Outcome = { intent: 'add', status: 'skipped' }
  const linked: Outcome = { intent: 'add', status: 'linked' }
  const already: Outcome = { intent: 'add', status: 'already_linked' }
  const forgiven: Reason[] = ['not_available', 'link_failed', 'step_up_required']
  const others = (Object.keys(REASONS) as Reason[]).filter((reason) => !forgiven.includes(reason))

  test.each<[string, Outcome, Reason | undefined]>([
    ['a cancelled step is denied', cancelled, 'phone_required'],
    ['a skipped step is denied', skipped, 'phone_required'],
    ['a linked phone lets in', linked, undefined],
    ['a phone that was there already lets in', already, undefined],
    ...others.map((reason): [string, Outcome, Reason] => [
      `the refusal ${reason} is denied with its own code`,
      refused('add', reason),
      reason,
    ]),
    ...forgiven.map((reason): [string, Outcome, undefined] => [
      `R60 the refusal ${reason} is not the person’s fault, and lets in`,
      refused('add', reason),
      undefined,
    ]),
  ])('where a phone is required, %s', (_sentence, outcome, reason) => {
    const effects = conclude(outcome, 'required', 'd-1')
    expect(deniedAs(effects)).toStrictEqual(reason ? [reason] : [])
    expect(effects).toStrictEqual(reason ? turnAway(reason, 'd-1') : announce(outcome, 'd-1'))
  })

  const everyEnd = [cancelled, skipped, linked, already, ...others.map((reason) => refused('add', reason))]
  test.each(BECAUSES.filter((because) => because !== 'required'))(
    'R45 R60 what is only %s never denies, and is always told',
    (because) => {
      for (const outcome of everyEnd) expect(conclude(outcome, because)).toStrictEqual(announce(outcome))
    },
  )
})
