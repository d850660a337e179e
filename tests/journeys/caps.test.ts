import { deliveries, textsTo, useTenantsOwnProvider } from './support/codes.ts'
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
  passThrough,
  person,
  removePhone,
  signInByEmail,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'

const stage = useStage()
const MINUTE = 60
const refusal = (reason: string) => ({ intent: 'add', status: 'refused', reason })

async function ada(): Promise<Person> {
  const who = await person(stage)
  await signInByEmail(who, ADA)
  return who
}

/** Asks without a page in between: what the app is told at once. */
const askAtOnce = async (who: Person) => (await passThrough(who, { 'ext-phone': 'add' })).id.phone_link

test('R33 the fourth attempt waits for a minute, whatever came of the others', async () => {
  const who = await ada()
  for (let attempts = 0; attempts < 3; attempts += 1) expect((await askToAdd(who)).page.status).toBe(200)
  expect(await askAtOnce(who)).toEqual(refusal('too_soon'))
  await stage.tenant.control.advanceClock(MINUTE - 5)
  expect(await askAtOnce(who)).toEqual(refusal('too_soon'))
  await stage.tenant.control.advanceClock(5)
  expect((await addPhone(who, PHONE)).id.phone_link?.status).toBe('linked')
})

test('R33 ten attempts in a day are allowed and the eleventh is not, until the day is over', async () => {
  let who = await ada()
  for (let attempts = 0; attempts < 10; attempts += 1) {
    expect((await askToAdd(who)).page.status).toBe(200)
    await stage.tenant.control.advanceClock(65 * MINUTE)
    who = await ada()
  }
  expect(await askAtOnce(who)).toEqual(refusal('too_many_attempts'))
  await stage.tenant.control.advanceClock(24 * 60 * MINUTE)
  expect((await addPhone(await ada(), PHONE)).id.phone_link?.status).toBe('linked')
})

const numbers = ['+447400200001', '+447400200002', '+447400200003', '+447400200004'] as const

/** Adds numbers one after the other, each taken off again, with the waits that attempts have to keep. */
async function addOneByOne(who: Person, all: readonly string[]): Promise<void> {
  for (const number of all) {
    expect((await addPhone(who, number)).id.phone_link?.status).toBe('linked')
    expect((await removePhone(who)).id.phone_link?.status).toBe('removed')
  }
  await stage.tenant.control.advanceClock(MINUTE)
}

test('R33 a fourth number in a day is proven in vain', async () => {
  await useTenantsOwnProvider(stage)
  const who = await ada()
  await addOneByOne(who, numbers.slice(0, 3))
  expect((await addPhone(who, numbers[3])).id.phone_link).toEqual(refusal('too_many_attempts'))
})

test('R33 R35 with sms-provider, a fourth number of one user gets no code, and one of the three does', async () => {
  const who = await ada()
  await addOneByOne(who, numbers.slice(0, 3))
  const { page } = await askToAdd(who)
  const asked = await enterPhone(who, page, numbers[3])
  expect(fieldOf(asked, 'one-time-code')).toBeDefined()
  expect(await textsTo(stage, numbers[3])).toEqual([])
  expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'owner_budget' })

  const again = await enterPhone(who, await who.browser.press(asked, /another number/i), numbers[0])
  await enterCode(who, again, await codeFor(stage, numbers[0]))
  expect(await textsTo(stage, numbers[0])).toHaveLength(2)
})

test('T18 R33 one number gets five codes an hour, however many accounts ask for it', async () => {
  for (let account = 0; account < 7; account += 1) {
    const who = await person(stage)
    await signInByEmail(who, `person${account}@example.com`)
    const { page } = await askToAdd(who)
    // Variants of one number are one number.
    await enterPhone(who, page, account % 2 === 0 ? PHONE : PHONE.replace(/^(\+44)(\d{4})/, '$1 (0) $2 '))
  }
  expect(await textsTo(stage)).toHaveLength(5)
  const reasons = (await deliveries(stage)).map(({ reason = 'sent' }) => reason)
  expect(reasons).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'number_budget', 'number_budget'])

  await stage.tenant.control.advanceClock(60 * MINUTE)
  const who = await person(stage)
  await signInByEmail(who, ADA)
  expect((await addPhone(who, PHONE)).id.phone_link?.status).toBe('linked')
})

test('R63 a cache that forgets everything makes budgets forget, and what stands in app_metadata stays', async () => {
  await stage.tenant.control.setCache('empty')
  for (let account = 0; account < 6; account += 1) {
    const who = await person(stage)
    await signInByEmail(who, `person${account}@example.com`)
    const { page } = await askToAdd(who)
    await enterPhone(who, page, PHONE)
  }
  expect(await textsTo(stage)).toHaveLength(6)
  const who = await ada()
  for (let attempts = 0; attempts < 3; attempts += 1) await askToAdd(who)
  expect(await askAtOnce(who)).toEqual(refusal('too_soon'))
})
