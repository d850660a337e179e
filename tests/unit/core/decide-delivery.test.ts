import type { CodeRequest, DeliveryDecision, DeliveryRules } from '../../../lib/core/decide-delivery.ts'
import { decideDelivery } from '../../../lib/core/decide-delivery.ts'
import type { NumberRefusal } from '../../../lib/core/number-policy.ts'
import { minutesBefore, phoneNumber } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECOND = 1 / 60
const PHONE = phoneNumber('+4915112345678')
const OTHER = phoneNumber('+447400123456')
const RULES: DeliveryRules = {
  numbers: { countries: ['DE', 'GB'], kinds: ['mobile'] },
  ticketCheck: true,
  smsOnlyAccounts: 'refuse',
}

const ticket = (minutesAgo: number) => ({ owner: 'ada', startedAt: minutesBefore(NOW, minutesAgo) })
/** Somebody signs in at an app with the phone that is linked to their account. Every row changes one fact. */
const signIn: CodeRequest = {
  ...{ to: PHONE, client: 'other', purpose: 'sign_in', linked: [PHONE], ticket: undefined },
  phoneAccount: undefined,
}
/** The inner login of somebody whose outer login waits for a phone. */
const inner: CodeRequest = { ...signIn, client: 'companion', linked: [], ticket: ticket(1) }

const send: DeliveryDecision = { kind: 'send', to: PHONE }
const lookUp: DeliveryDecision = { kind: 'look_up', to: PHONE }
const noTicket: DeliveryDecision = { kind: 'drop', reason: 'no_live_ticket' }

type Row = [sentence: string, facts: Partial<CodeRequest>, expected: DeliveryDecision]

describe('R34 on an app client', () => {
  test.each<Row>([
    ['a number that is linked to the account gets its code', {}, send],
    ['one of several that are linked does as well', { linked: [OTHER, PHONE] }, send],
    ['a number that is linked to nobody we know of is looked up', { linked: [] }, lookUp],
    ['a number that is not the one that is linked is looked up', { linked: [OTHER] }, lookUp],
    ['a live ticket is no reason to send', { linked: [], ticket: ticket(1) }, lookUp],
    ['a message of an account goes to any number', { purpose: 'account', linked: [] }, send],
    ['a message of an account goes out without a ticket', { purpose: 'account' }, send],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideDelivery({ ...signIn, ...facts }, RULES, NOW)).toStrictEqual(expected)
  })
})

describe('R34 on a client that may link by the OTP grant', () => {
  const linking: CodeRequest = { ...signIn, client: 'linking', linked: [] }

  test.each<Row>([
    ['a number that is nobody’s yet gets its code', {}, send],
    ['a number that is linked does as well', { linked: [PHONE] }, send],
    [
      'R35 the number is judged first',
      { to: phoneNumber('+33612345678') },
      { kind: 'drop', reason: 'country_not_allowed', detail: 'FR' },
    ],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideDelivery({ ...linking, ...facts }, RULES, NOW)).toStrictEqual(expected)
  })
})

describe('R34 the number of a phone account of its own', () => {
  const account = { number: PHONE, bornInInnerLogin: false }
  const alone: CodeRequest = { ...signIn, linked: [], phoneAccount: account }
  const allowing: DeliveryRules = { ...RULES, smsOnlyAccounts: 'allow' }

  test.each<[sentence: string, facts: Partial<CodeRequest>, rules: DeliveryRules, DeliveryDecision]>([
    ['gets its code where such accounts may go on', {}, allowing, send],
    ['is looked up where they may not', {}, RULES, lookUp],
    [
      'is looked up where an inner login made the account',
      { phoneAccount: { ...account, bornInInnerLogin: true } },
      allowing,
      lookUp,
    ],
    [
      'is looked up where the account has another',
      { phoneAccount: { ...account, number: OTHER } },
      allowing,
      lookUp,
    ],
    ['is looked up where no account is told', { phoneAccount: undefined }, allowing, lookUp],
    [
      'T16 is no reason to send on the companion',
      { client: 'companion' },
      allowing,
      { kind: 'drop', reason: 'no_live_ticket' },
    ],
  ])('%s', (_sentence, facts, rules, expected) => {
    expect(decideDelivery({ ...alone, ...facts }, rules, NOW)).toStrictEqual(expected)
  })
})

describe('R34 on the companion', () => {
  test.each<Row>([
    ['a live ticket is needed, and enough', {}, send],
    ['T17 a number that is linked to somebody is sent its code as well', { linked: [PHONE] }, send],
    ['nobody without a ticket is sent a code', { ticket: undefined }, noTicket],
    ['nobody without a ticket is, whoever they are', { ticket: undefined, linked: [PHONE] }, noTicket],
    ['no message of an account is, either', { ticket: undefined, purpose: 'account' }, noTicket],
    ['a ticket of nine minutes and 59 seconds is live', { ticket: ticket(10 - SECOND) }, send],
    ['a ticket of ten minutes is live', { ticket: ticket(10) }, send],
    ['a ticket a second older is not', { ticket: ticket(10 + SECOND) }, noTicket],
    ['T30 a ticket from a clock five minutes ahead is live', { ticket: ticket(-5) }, send],
    ['T30 a ticket from further in the future is not', { ticket: ticket(-5 - SECOND) }, noTicket],
  ])('%s', (_sentence, facts, expected) => {
    expect(decideDelivery({ ...inner, ...facts }, RULES, NOW)).toStrictEqual(expected)
  })

  test.each<Row>([
    ['no ticket', { ticket: undefined }, send],
    ['an old ticket', { ticket: ticket(60) }, send],
    ['a number outside the policy', { to: phoneNumber('+493012345678') }, refused('kind_not_allowed', 'DE')],
  ])('where tickets do not arrive they are not asked for: %s', (_sentence, facts, expected) => {
    expect(decideDelivery({ ...inner, ...facts }, { ...RULES, ticketCheck: false }, NOW)).toStrictEqual(
      expected,
    )
  })

  test('where tickets are not asked for, an app client is judged as before', () => {
    const stranger = { ...signIn, linked: [] }
    expect(decideDelivery(stranger, { ...RULES, ticketCheck: false }, NOW)).toStrictEqual(lookUp)
  })
})

describe('R35 the number is judged first', () => {
  type NumberRow = [sentence: string, to: string | undefined, expected: DeliveryDecision]
  const numbers: NumberRow[] = [
    ['what is no number', undefined, refused('not_a_number')],
    ['R31 a number of another country, which is named', '+33612345678', refused('country_not_allowed', 'FR')],
    [
      'T16 R31 a number of a country that the build does not know',
      '+18765551234',
      refused('country_not_allowed'),
    ],
    ['R32 a landline', '+493012345678', refused('kind_not_allowed', 'DE')],
    ['R32 a premium number', '+499001234567', refused('kind_not_allowed', 'DE')],
    ['R32 a doctor on call', '+49116117', refused('short_or_emergency', 'DE')],
  ]
  const asking: [string, CodeRequest][] = [
    ['somebody who signs in', signIn],
    ['a stranger', { ...signIn, linked: [] }],
    ['a phone account', { ...signIn, linked: [], phoneAccount: { number: PHONE, bornInInnerLogin: false } }],
    ['a message of an account', { ...signIn, purpose: 'account' }],
    ['an inner login with a live ticket', inner],
    ['an inner login without one', { ...inner, ticket: undefined }],
  ]
  describe.each(asking)('for %s', (_who, facts) => {
    test.each(numbers)('%s is refused', (_sentence, to, expected) => {
      const number = to === undefined ? undefined : phoneNumber(to)
      // Linked or not, it is no number to send to.
      const linked = facts.linked.length > 0 && number ? [number] : []
      const { phoneAccount: told } = facts
      const phoneAccount = told && number ? { ...told, number } : undefined
      for (const smsOnlyAccounts of ['refuse', 'allow'] as const) {
        const rules = { ...RULES, smsOnlyAccounts }
        expect(decideDelivery({ ...facts, to: number, linked, phoneAccount }, rules, NOW)).toStrictEqual(
          expected,
        )
      }
    })
  })
})

function refused(reason: NumberRefusal, detail?: string): DeliveryDecision {
  return { kind: 'drop', reason, ...(detail !== undefined && { detail }) }
}
