import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  accountsOf,
  addPhone,
  addPhoneUntilContinue,
  askToAdd,
  isContinue,
  passThrough,
  person,
  phoneIdentities,
  provePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

test('T01 a number that another account has is refused, both accounts stay as they were, no API is called', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const grace = await person(stage)
  const { id } = await signInByEmail(grace, GRACE)
  const before = await accountsOf(stage)
  await stage.tenant.control.clearCalls()

  const outcome = await addPhone(grace, PHONE)
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'refused', reason: 'phone_in_use' })
  expect(outcome.id.sub).toBe(id.sub)
  expect(outcome.id['phone_number']).toBeUndefined()
  expect(JSON.stringify(outcome.id)).not.toContain(ADA)
  expect(await accountsOf(stage)).toEqual(before)
  const calls = await stage.tenant.control.calls()
  expect(calls.filter(({ path }) => path.startsWith('/api/v2/'))).toEqual([])
})

test('R25 of two people racing for one number one gets it and one is refused', async () => {
  const people = [await person(stage), await person(stage)] as const
  const subs = [(await signInByEmail(people[0], ADA)).id.sub, (await signInByEmail(people[1], GRACE)).id.sub]
  const held = [
    await addPhoneUntilContinue(people[0], PHONE),
    await addPhoneUntilContinue(people[1], PHONE),
  ] as const

  const arrived = await Promise.all(people.map((who, i) => who.browser.open(held[i === 0 ? 0 : 1].answer)))
  const outcomes = await Promise.all(
    people.map((who, i) => who.app.finish(held[i === 0 ? 0 : 1].attempt, arrived[i] as (typeof arrived)[0])),
  )
  expect(outcomes.map(({ id }) => id.sub)).toEqual(subs)
  expect(outcomes.map(({ id }) => id.phone_link?.status).sort()).toEqual(['linked', 'refused'])
  const winner = outcomes.find(({ id }) => id.phone_link?.status === 'linked')
  expect(await phoneIdentities(stage)).toEqual([{ owner: winner?.id.sub, number: PHONE }])
})

test('R26 in two tabs one links, and the other finds it already linked', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const first = await askToAdd(ada)
  const second = await askToAdd(ada)
  const linked = await ada.app.finish(first.attempt, await provePhone(ada, first.page, PHONE))
  const again = await ada.app.finish(second.attempt, await provePhone(ada, second.page, PHONE))
  expect(linked.id.phone_link?.status).toBe('linked')
  expect(again.id.phone_link).toEqual({ intent: 'add', status: 'already_linked' })
  expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
})

test('R26 two tabs that come back at the same moment make one link, and both logins complete', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const tabs = [await askToAdd(ada), await askToAdd(ada)]
  const held = []
  for (const { attempt, page } of tabs) {
    held.push({ attempt, answer: (await provePhone(ada, page, PHONE, isContinue)).url })
  }
  const outcomes = await Promise.all(
    held.map(async ({ attempt, answer }) => ada.app.finish(attempt, await ada.browser.open(answer))),
  )
  expect(outcomes.map((outcome) => outcome.id.sub)).toEqual([id.sub, id.sub])
  const statuses = outcomes.map((outcome) => outcome.id.phone_link?.status)
  expect(statuses).toContain('linked')
  expect(['linked', 'already_linked']).toEqual(expect.arrayContaining(statuses))
  expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
})

test('R26 of two tabs with two numbers the first one’s stays, and the other number opens nothing but can be added', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const tabs = [await askToAdd(ada), await askToAdd(ada)] as const
  const first = await provePhone(ada, tabs[0].page, PHONE, isContinue)
  const second = await provePhone(ada, tabs[1].page, OTHER_PHONE, isContinue)

  const kept = await ada.app.finish(tabs[0].attempt, await ada.browser.open(first.url))
  const dropped = await ada.app.finish(tabs[1].attempt, await ada.browser.open(second.url))
  expect(kept.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
  expect(dropped.id.phone_link).toEqual({ intent: 'add', status: 'already_linked' })
  const phones = await phoneIdentities(stage)
  expect(phones.filter(({ owner }) => owner === id.sub)).toEqual([{ owner: id.sub, number: PHONE }])

  // The account of its own that the second number had become is gone: it can sign up nowhere.
  expect(await phoneIdentities(stage)).toHaveLength(1)
  await expect(signInByPhone(await person(stage), OTHER_PHONE)).rejects.toThrow('did not come back')
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  expect((await addPhone(grace, OTHER_PHONE)).id.phone_link?.status).toBe('linked')
})

test('after a refusal another number can be added at once', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  await addPhone(grace, PHONE)
  expect((await addPhone(grace, '+447400654321')).id.phone_link?.status).toBe('linked')
  expect((await passThrough(grace)).id['phone_number']).toBe('+447400654321')
})
