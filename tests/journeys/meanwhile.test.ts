import { useTenantsOwnProvider } from './support/codes.ts'
import { grantOnly } from './support/scopes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  askToAdd,
  codeFor,
  enterCode,
  enterPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

async function away() {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  return { ada, sub: id.sub, ...(await addPhoneUntilContinue(ada, PHONE)) }
}

test('T12 a person who was deleted meanwhile ends with an error, and nothing is linked', async () => {
  const { ada, sub, attempt, answer } = await away()
  await stage.management.users.delete(sub)
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.error).toBe('access_denied')
  expect((await phoneIdentities(stage)).map(({ owner }) => owner)).toEqual([expect.stringMatching(/^sms\|/)])
})

test('T12 a person who was blocked meanwhile does not get in', async () => {
  const { ada, sub, attempt, answer } = await away()
  await stage.management.users.update(sub, { blocked: true })
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.error).toBe('unauthorized')
})

test('T12 a phone account that was deleted meanwhile is not linked, and the login completes', async () => {
  const { ada, sub, attempt, answer } = await away()
  const [left] = await phoneIdentities(stage)
  await stage.management.users.delete(left?.owner ?? '')
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.id).toMatchObject({ sub, phone_link: { status: 'refused' } })
  expect(await phoneIdentities(stage)).toEqual([])
})

test('T25 a phone that an admin unlinks signs nobody in from then on', async () => {
  await useTenantsOwnProvider(stage)
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const byPhone = await person(stage)
  await signInByPhone(byPhone, PHONE)
  const user = await stage.management.users.get(id.sub)
  await stage.management.users.identities.delete(id.sub, 'sms', String(user.identities?.[1]?.user_id))

  expect((await passThrough(byPhone)).id['phone_number']).toBeUndefined()
  expect(await signInByPhone(await person(stage), PHONE)).toMatchObject({
    error: 'access_denied',
    description: expect.stringMatching(/^sms_only_account/) as string,
  })
})

test('T29 without the scope for linking the login completes and the phone is refused', async () => {
  await grantOnly(stage, 'Phone Linking Companion', (scope) => scope === 'read:users')
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const outcome = await addPhone(ada, PHONE)
  expect(outcome.id).toMatchObject({
    sub: id.sub,
    phone_link: { intent: 'add', status: 'refused', reason: 'link_failed' },
  })
})

test('T19 metadata that others keep about the person survives, and ours holds no number', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const theirs = { plan: { name: 'gold', since: 2019 }, tags: ['a', 'b'] }
  await stage.management.users.update(id.sub, { app_metadata: theirs, user_metadata: { theme: 'dark' } })
  await addPhone(ada, PHONE)
  const user = await stage.management.users.get(id.sub)
  expect(user.app_metadata).toMatchObject(theirs)
  expect(user.user_metadata).toEqual({ theme: 'dark' })
  // R42: what, when, how re-authenticated, and enough to recognise the number, not to know it.
  expect(user.app_metadata?.['phone_link']).toMatchObject({
    did: 'linked',
    by: 'email',
    number: { last2: '56' },
  })
  expect(JSON.stringify(user.app_metadata)).not.toContain(PHONE.slice(3))
})

test('T17 a taken number and a free one look the same until the code is right', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  const pageFor = async (number: string) => {
    const { page } = await askToAdd(grace)
    const sent = (await stage.tenant.control.inbox()).length
    const asked = await enterPhone(grace, page, number)
    const wrong = await enterCode(
      grace,
      asked,
      (await codeFor(stage, number)) === '000000' ? '111111' : '000000',
    )
    const html = [asked.html, wrong.html].map((text) =>
      text.replaceAll(number, 'NUMBER').replace(/state=[\w-]+/g, ''),
    )
    return { html, status: wrong.status, messages: (await stage.tenant.control.inbox()).length - sent }
  }
  expect(await pageFor(PHONE)).toEqual(await pageFor(OTHER_PHONE))
})
