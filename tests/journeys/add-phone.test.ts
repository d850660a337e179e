import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  addPhone,
  askToAdd,
  passThrough,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()
const GREETING = 'https://example.com/greeting'

test('R27 an email login, the phone step and a later phone login all have the same sub', async () => {
  const ada = await person(stage)
  const byEmail = await signInByEmail(ada, ADA)
  const added = await addPhone(ada, PHONE)
  expect(added.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
  expect(added.id).toMatchObject({ sub: byEmail.id.sub, phone_number: PHONE, phone_number_verified: true })

  const byPhone = await signInByPhone(await person(stage), PHONE)
  expect(byPhone.id).toMatchObject({
    sub: byEmail.id.sub,
    email: ADA,
    phone_number: PHONE,
    phone_number_verified: true,
  })
  expect(byPhone.access.sub).toBe(byEmail.id.sub)
})

test('the account of the email user keeps its id and gains the phone as a second identity', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const user = await stage.management.users.get(id.sub)
  expect(user.identities?.map(({ provider }) => provider)).toEqual(['email', 'sms'])
  expect(user.identities?.[1]?.profileData).toMatchObject({ phone_number: PHONE, phone_verified: true })
  expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
})

test('the claim of an Action of somebody else stays in every token', async () => {
  const ada = await person(stage)
  for (const outcome of [
    await signInByEmail(ada, ADA),
    await addPhone(ada, PHONE),
    await signInByPhone(ada, PHONE),
  ]) {
    expect(outcome.id[GREETING]).toBe('hello')
    expect(outcome.access[GREETING]).toBe('hello')
  }
})

test('R45 a login that asks for nothing has no outcome, and one with a phone still has its claims', async () => {
  const ada = await person(stage)
  expect((await signInByEmail(ada, ADA)).id.phone_link).toBeUndefined()
  await addPhone(ada, PHONE)
  const later = await passThrough(ada)
  expect(later.id.phone_link).toBeUndefined()
  expect(later.id['phone_number']).toBe(PHONE)
})

test('email login and phone step in one request lead to one answer', async () => {
  const ada = await person(stage)
  const attempt = ada.app.start({ 'ext-phone': 'add', connection: 'email' })
  const emailPage = await ada.browser.open(attempt.url)
  const phonePage = await proveEmail(ada, emailPage, ADA)
  const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
})

test('an account with a phone is told so when it asks again, and no text is sent', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const sent = (await stage.tenant.control.inbox()).length
  const again = await passThrough(ada, { 'ext-phone': 'add' })
  expect(again.id.phone_link).toEqual({ intent: 'add', status: 'already_linked' })
  expect(await stage.tenant.control.inbox()).toHaveLength(sent)
})

test('T13 cancelling the phone step leaves the person signed in, with the outcome told', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const { attempt, page } = await askToAdd(ada)
  const outcome = await ada.app.finish(attempt, await ada.browser.press(page, /cancel/i))
  expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'cancelled' } })
  expect(await phoneIdentities(stage)).toEqual([])
  expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
})

test('T15 a silent check and a refresh while a phone step is open only get claims', async () => {
  const ada = await person(stage)
  const first = await signInByEmail(ada, ADA)
  const { attempt, page } = await askToAdd(ada)
  expect((await passThrough(ada, { prompt: 'none', 'ext-phone': 'add' })).id.sub).toBe(first.id.sub)
  expect((await ada.app.refresh(first.refreshToken ?? '')).id?.sub).toBe(first.id.sub)

  const outcome = await ada.app.finish(attempt, await provePhone(ada, page, PHONE))
  expect(outcome.id.phone_link?.status).toBe('linked')
})
