import { deliveries, setCodes, textsTo, useTenantsOwnProvider } from './support/codes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askToAdd,
  enterPhone,
  fieldOf,
  person,
  provePhone,
  removePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'

const stage = useStage()

/** Somebody opens an address in a browser of their own and types a number: the page that asks for the code. */
async function typeNumber(address: string | URL, number: string) {
  const stranger = await person(stage)
  return enterPhone(stranger, await stranger.browser.open(address), number)
}

const phoneLogin = async (extra: Record<string, string> = {}) =>
  (await stage.app()).start({ connection: 'sms', ...extra }).url

/** The inner login's address, as the browser of somebody who is adding a phone has opened it. */
async function innerAddress(ada: Person): Promise<URL> {
  await signInByEmail(ada, ADA)
  await askToAdd(ada)
  const opened = ada.browser.visited.findLast(({ pathname }) => pathname === '/authorize')
  if (!opened) throw new Error('There was no inner login')
  return opened
}

describe('on an app', () => {
  test('R34 a stranger’s number gets no text, and the page asks for the code all the same', async () => {
    const page = await typeNumber(await phoneLogin(), PHONE)
    expect(fieldOf(page, 'one-time-code')).toBeDefined()
    expect(page.status).toBe(200)
    expect(await textsTo(stage)).toEqual([])
    expect(await deliveries(stage)).toEqual([
      { action: 'sms-provider', decision: 'drop', reason: 'stranger' },
    ])
  })

  test.each(['account', 'unknown'] as const)(
    'R34 a linked number gets its code and signs in, where the platform tells the %s',
    async (phoneEventUser) => {
      await stage.tenant.control.setUnknowns({ phoneEventUser })
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      await addPhone(ada, PHONE)
      expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
    },
  )

  test('R34 a number that was taken off again is a stranger’s', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await removePhone(ada)
    const before = await textsTo(stage)
    await typeNumber(await phoneLogin(), PHONE)
    expect(await textsTo(stage)).toEqual(before)
    expect((await deliveries(stage)).at(-1)).toMatchObject({ reason: 'stranger' })
  })

  test('R34 a phone that was linked by other means gets codes once its owner has signed in by email', async () => {
    await stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await stage.management.users.update(id.sub, { app_metadata: { phone_link: null } })
    await typeNumber(await phoneLogin(), PHONE)
    expect((await deliveries(stage)).at(-1)).toMatchObject({ reason: 'stranger' })

    await signInByEmail(await person(stage), ADA)
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
  })

  test('R36 a lookup that fails is asked for again, and the code arrives', async () => {
    await stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    const before = (await textsTo(stage, PHONE)).length
    // Once, and once more when the Action asks again by itself.
    await stage.tenant.control.faults([{ method: 'GET', path: '/api/v2/users$', times: 2, status: 503 }])
    await typeNumber(await phoneLogin(), PHONE)
    expect((await deliveries(stage)).at(-1)).toMatchObject({
      ...{ decision: 'retry', reason: 'lookup_failed', detail: 'search_http_503' },
    })
    expect(await textsTo(stage, PHONE)).toHaveLength(before)

    await stage.tenant.control.advanceClock((await stage.tenant.control.settled()).nextInSeconds ?? 0)
    expect(await textsTo(stage, PHONE)).toHaveLength(before + 1)
  })

  test('R31 R35 a number outside the policy is dropped before anything is asked outside', async () => {
    await stage.tenant.control.clearCalls()
    await typeNumber(await phoneLogin(), '+18765550123')
    expect(await deliveries(stage)).toEqual([
      { action: 'sms-provider', decision: 'drop', reason: 'country_not_allowed' },
    ])
    expect((await stage.tenant.control.calls()).filter(({ from_action }) => from_action)).toEqual([])
  })
})

describe('on the companion', () => {
  test('R34 without an outer login nobody gets a text', async () => {
    const { configuration } = await stage.tenant.control.state()
    const companion = configuration.clients.find(({ name }) => name === 'Phone Linking Companion')
    const address = new URL(await innerAddress(await person(stage)))
    address.searchParams.delete('correlation_id')
    expect(address.searchParams.get('client_id')).toBe(companion?.client_id)
    await typeNumber(address, OTHER_PHONE)
    expect(await textsTo(stage)).toEqual([])
    expect(await deliveries(stage)).toEqual([
      { action: 'sms-provider', decision: 'drop', reason: 'no_live_ticket' },
    ])
  })

  test.each<[string, (given: string) => string]>([
    ['made up', () => 'checkout-4711'],
    ['forged', (given) => `${given.slice(0, -1)}${given.endsWith('A') ? 'Q' : 'A'}`],
    ['moved in time', (given) => given.replace(/^t1\.\w+/, 't1.zzzzzz')],
  ])('R34 a ticket that is %s gets no text', async (_name, change) => {
    const address = await innerAddress(await person(stage))
    address.searchParams.set('correlation_id', change(address.searchParams.get('correlation_id') ?? ''))
    await typeNumber(address, OTHER_PHONE)
    expect(await textsTo(stage)).toEqual([])
    expect((await deliveries(stage)).at(-1)).toMatchObject({ reason: 'no_live_ticket' })
  })

  test('R34 a ticket of ten minutes ago gets no text any more', async () => {
    const address = await innerAddress(await person(stage))
    await stage.tenant.control.advanceClock(10 * 60 - 5)
    await typeNumber(address, PHONE)
    expect(await textsTo(stage)).toHaveLength(1)
    await stage.tenant.control.advanceClock(10)
    await typeNumber(address, PHONE)
    expect(await textsTo(stage)).toHaveLength(1)
  })

  test('R34 where correlation_id does not arrive, the check can be switched off, and only then codes arrive', async () => {
    await stage.tenant.control.setUnknowns({ correlationId: 'absent' })
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, page } = await askToAdd(ada)
    const asked = await enterPhone(ada, page, PHONE)
    expect(fieldOf(asked, 'one-time-code')).toBeDefined()
    expect(await textsTo(stage)).toEqual([])
    expect((await deliveries(stage)).at(-1)).toMatchObject({ reason: 'no_live_ticket' })

    await setCodes(stage, { TICKET_CHECK: 'off' })
    const phonePage = await ada.browser.press(asked, /another number/i)
    const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
    expect(outcome.id.phone_link?.status).toBe('linked')
  })

  test('T01 R34 a number of another account gets a code: what it belongs to is told to nobody before it is proven', async () => {
    const grace = await person(stage)
    await signInByEmail(grace, GRACE)
    await addPhone(grace, PHONE)
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const outcome = await addPhone(ada, PHONE)
    expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'refused', reason: 'phone_in_use' })
  })

  test('R34 without sms-provider as the tenant’s provider, the tenant’s own one sends to anybody', async () => {
    await useTenantsOwnProvider(stage)
    await typeNumber(await phoneLogin(), PHONE)
    expect(await textsTo(stage)).toHaveLength(1)
    expect(await deliveries(stage)).toEqual([])
  })
})
