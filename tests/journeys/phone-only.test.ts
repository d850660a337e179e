import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  codeFor,
  enterCode,
  enterPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'
import { withoutOurActions } from './support/bindings.ts'
import { useTenantsOwnProvider } from './support/codes.ts'

const stage = useStage()
// sms-provider would send strangers nothing; what keeps their accounts out has to do so without it.
beforeEach(() => useTenantsOwnProvider(stage))
const SMS_ONLY = { error: 'access_denied', description: expect.stringMatching(/^sms_only_account/) as string }

test('T09 a phone-only sign-up ends on a page that says what to do, and no account is made', async () => {
  const stranger = await person(stage)
  const page = await enterPhone(
    stranger,
    await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url),
    PHONE,
  )
  const refused = await enterCode(stranger, page, await codeFor(stage, PHONE))
  expect(refused.html).toContain('Sign in with your email first')
  expect(await phoneIdentities(stage)).toEqual([])
  expect(await passThrough(stranger, { prompt: 'none' })).toMatchObject({ error: 'login_required' })
})

test('T09 a phone-only sign-up at another client of the tenant makes no account either', async () => {
  await stage.management.connections.clients.update(await connectionId('sms'), [
    { client_id: (await stage.app('Other App')).client.client_id, status: true },
  ])
  const stranger = await person(stage, await stage.app('Other App'))
  const page = await enterPhone(
    stranger,
    await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url),
    PHONE,
  )
  await enterCode(stranger, page, await codeFor(stage, PHONE))
  expect(await phoneIdentities(stage)).toEqual([])
})

test('R16 an SMS account left over by an abandoned phone step reaches no app, by login, silently or by single sign-on', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhoneUntilContinue(ada, PHONE)
  expect((await phoneIdentities(stage))[0]?.owner).toMatch(/^sms\|/)

  const stranger = await person(stage)
  expect(await signInByPhone(stranger, PHONE)).toMatchObject(SMS_ONLY)
  expect(await passThrough(stranger, { prompt: 'none' })).toMatchObject(SMS_ONLY)
  expect(await passThrough(stranger)).toMatchObject(SMS_ONLY)
  const elsewhere = await person(stage, await stage.app('Other App'), stranger.browser)
  expect(await passThrough(elsewhere, { prompt: 'none' })).toMatchObject(SMS_ONLY)
  expect(await passThrough(stranger, { prompt: 'none', 'ext-phone': 'add' })).toMatchObject(SMS_ONLY)
})

test('R24 the account left over by an abandoned phone step is linked by the next attempt', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhoneUntilContinue(ada, PHONE)
  // The session in the browser is the inner login's for now, so the person signs in by email as anybody would.
  expect((await signInByEmail(ada, ADA)).id.sub).toBe(id.sub)
  expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
  expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
})

test('R16 an SMS account from before our Actions keeps no entrance: login, silent and refresh are refused', async () => {
  const early = await person(stage)
  const outcome = await withoutOurActions(stage, () => signInByPhone(early, PHONE))
  expect(outcome.id.sub).toMatch(/^sms\|/)

  expect(await early.app.refresh(outcome.refreshToken ?? '')).toMatchObject({
    status: 403,
    error: 'access_denied',
  })
  expect(await passThrough(early, { prompt: 'none' })).toMatchObject(SMS_ONLY)
  expect(await signInByPhone(early, PHONE)).toMatchObject(SMS_ONLY)
})

test('R22 an SMS account that has been used as one of its own is not swallowed', async () => {
  const early = await person(stage)
  const outcome = await withoutOurActions(stage, async () => {
    await signInByPhone(early, PHONE)
    return signInByPhone(early, PHONE)
  })
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  expect((await addPhone(ada, PHONE)).id.phone_link).toEqual({
    ...{ intent: 'add', status: 'refused', reason: 'phone_account_has_history' },
  })
  expect(await phoneIdentities(stage)).toEqual([{ owner: outcome.id.sub, number: PHONE }])
})

async function connectionId(name: string): Promise<string> {
  const { configuration } = await stage.tenant.control.state()
  return configuration.connections.find((connection) => connection.name === name)?.id ?? ''
}
