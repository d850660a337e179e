import type { Condition, NetworkName, Standing } from '../../scripts/local-tenant/state.ts'
import { PROVIDERS, deliveries, setCodes, textsTo } from './support/codes.ts'
import type { Provider } from './support/codes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  addPhone,
  askToAdd,
  codeFor,
  enterCode,
  enterPhone,
  fieldOf,
  person,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

const NETWORK_OF: Record<Provider, NetworkName> = {
  twilio_messaging: 'messages',
  twilio_verify: 'verify',
  webhook: 'webhook',
}

async function ada() {
  const who = await person(stage)
  const { id } = await signInByEmail(who, ADA)
  return { who, sub: id.sub }
}

/** Somebody adds a phone, up to the page that asks for the code. */
async function typeNumber(number = PHONE) {
  const { who, sub } = await ada()
  const { attempt, page } = await askToAdd(who)
  return { who, sub, attempt, asked: await enterPhone(who, page, number) }
}

describe.each(PROVIDERS)('with %s', (provider) => {
  beforeEach(() => setCodes(stage, { CODE_PROVIDER: provider }))

  test('the code arrives, the phone is linked, and signs in to the same account', async () => {
    const { who, sub } = await ada()
    expect((await addPhone(who, PHONE)).id).toMatchObject({ sub, phone_link: { status: 'linked' } })
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(sub)
    expect(await deliveries(stage)).toEqual([
      { action: 'sms-provider', decision: 'sent' },
      { action: 'sms-provider', decision: 'sent' },
    ])
  })

  test.each<[Condition, string]>([
    ['down', 'provider_failed'],
    ['rate_limited', 'provider_rate_limited'],
  ])(
    'R36 while it is %s the page is the usual one, the log says %s, and the code arrives later',
    async (condition, reason) => {
      await stage.tenant.control.setNetwork(NETWORK_OF[provider], condition)
      const { who, attempt, asked } = await typeNumber()
      expect(fieldOf(asked, 'one-time-code')).toBeDefined()
      expect(asked.status).toBe(200)
      expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'retry', reason })
      expect(await textsTo(stage)).toEqual([])

      await stage.tenant.control.setNetwork(NETWORK_OF[provider], 'up')
      await stage.tenant.control.advanceClock((await stage.tenant.control.settled()).nextInSeconds ?? 0)
      const outcome = await who.app.finish(attempt, await enterCode(who, asked, await codeFor(stage, PHONE)))
      expect(outcome.id.phone_link?.status).toBe('linked')
    },
  )

  test.each<[Standing, string]>([
    ['opted_out', 'opted_out'],
    ['unreachable', 'unreachable_number'],
    ['blocked', 'provider_blocked'],
    ['invalid', 'number_invalid'],
  ])(
    'R36 a number that is %s gets nothing, on the usual page, and is not tried again',
    async (standing, reason) => {
      await stage.tenant.control.setNumber(PHONE, standing)
      const { asked } = await typeNumber()
      expect(fieldOf(asked, 'one-time-code')).toBeDefined()
      expect(await deliveries(stage)).toEqual([expect.objectContaining({ decision: 'drop', reason })])
      expect(await textsTo(stage)).toEqual([])
      expect(await stage.tenant.control.settled()).toEqual({ retries: 0 })
      // The tenant's own log has the word as well, and no number.
      const failures = (await stage.tenant.control.logs()).filter(({ type }) => type === 'fn')
      expect(JSON.stringify(failures)).toContain(reason)
      expect(JSON.stringify(failures)).not.toContain(PHONE.slice(1))
    },
  )

  test('R36 wrong credentials send nothing and are told in the log', async () => {
    const wrong = { TWILIO_AUTH_TOKEN: 'wrong', WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}` }
    await setCodes(stage, { CODE_PROVIDER: provider, ...wrong })
    await typeNumber()
    expect(await deliveries(stage)).toEqual([
      expect.objectContaining({ decision: 'drop', reason: 'provider_auth_failed' }),
    ])
  })

  test('R50 what arrives ends in the line that browsers read, or is the provider’s own text', async () => {
    await typeNumber()
    const [text] = await textsTo(stage, PHONE)
    const code = await codeFor(stage, PHONE)
    if (provider === 'twilio_verify') expect(text?.text).toContain(code)
    else expect(text?.text.split('\n').at(-1)).toBe(`@localhost #${code}`)
  })
})

test('R36 a provider that stays down is asked six times, and then it is over', async () => {
  await stage.tenant.control.setNetwork('messages', 'down')
  await typeNumber()
  for (;;) {
    const { nextInSeconds } = await stage.tenant.control.settled()
    if (nextInSeconds === undefined) break
    await stage.tenant.control.advanceClock(nextInSeconds)
  }
  const tried = await deliveries(stage)
  expect(tried).toHaveLength(6)
  expect(new Set(tried.map(({ decision }) => decision))).toEqual(new Set(['retry']))
  expect(await textsTo(stage)).toEqual([])
})

test('R65 wrong settings send nothing, and the log names every one', async () => {
  await setCodes(stage, { CODE_PROVIDER: 'pigeon', CODES_PER_HOUR: 'many', TICKET_CHECK: 'maybe' })
  const { asked } = await typeNumber()
  expect(fieldOf(asked, 'one-time-code')).toBeDefined()
  const [line] = await deliveries(stage)
  expect(line).toMatchObject({ decision: 'drop', reason: 'not_available' })
  for (const name of ['CODE_PROVIDER', 'CODES_PER_HOUR', 'TICKET_CHECK'])
    expect(line?.['detail']).toContain(name)
})

test('R35 the tenant’s budget for an hour is kept', async () => {
  await setCodes(stage, { CODES_PER_HOUR: '2' })
  for (const number of ['+447400300001', '+447400300002', '+447400300003']) {
    const who = await person(stage)
    await signInByEmail(who, `${number.slice(1)}@example.com`)
    await enterPhone(who, (await askToAdd(who)).page, number)
  }
  expect(await textsTo(stage)).toHaveLength(2)
  expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'hour_budget' })
})
