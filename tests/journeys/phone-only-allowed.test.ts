import { setPolicy } from './support/bindings.ts'
import { deliveries, textsTo, useSmsProvider, useTenantsOwnProvider } from './support/codes.ts'
import { setSmsOnlyAccounts, signUpBefore } from './support/phone-only.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
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

const stage = useStage()
const SMS_ONLY = { error: 'access_denied', description: expect.stringMatching(/^sms_only_account/) as string }

describe('where they may go on', () => {
  beforeEach(() => setSmsOnlyAccounts(stage, 'allow'))

  test('R16 who signed in by phone alone does so at every entrance as before, and nothing is asked or told', async () => {
    const early = await person(stage)
    const before = await signUpBefore(early, PHONE)
    const { sub } = before.id
    expect(sub).toMatch(/^sms\|/)

    // The session and the token from before our Actions came.
    expect(await passThrough(early, { prompt: 'none' })).toMatchObject({ id: { sub } })
    expect(await early.app.refresh(before.refreshToken ?? '')).toMatchObject({ status: 200, id: { sub } })

    const again = await person(stage)
    const outcome = await signInByPhone(again, PHONE)
    expect(outcome.id).toMatchObject({ sub, phone_number: PHONE, phone_number_verified: true })
    expect(Object.keys(outcome.id).sort()).toEqual(Object.keys(before.id).sort())
    expect(await again.app.refresh(outcome.refreshToken ?? '')).toMatchObject({ status: 200, id: { sub } })
    expect(await passThrough(again)).toMatchObject({ id: { sub } })
    expect(await passThrough(again, { prompt: 'none' })).toMatchObject({ id: { sub } })
    const elsewhere = await person(stage, await stage.app('Other App'), again.browser)
    expect(await passThrough(elsewhere, { prompt: 'none' })).toMatchObject({ id: { sub } })
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
  })

  test.each(['add', 'replace', 'remove', 'nonsense'])(
    'R16 an app that asks to %s a phone gets the login, and no answer',
    async (intent) => {
      const early = await person(stage)
      const { id } = await signUpBefore(early, PHONE)
      const outcome = await passThrough(early, { 'ext-phone': intent })
      expect(outcome.id.sub).toBe(id.sub)
      expect(outcome.id.phone_link).toBeUndefined()
    },
  )

  test.each(['offer', 'required'])('R16 the policy %s shows them no page', async (policy) => {
    await setPolicy(stage, { PHONE_POLICY: policy })
    const { id } = await signUpBefore(await person(stage), PHONE)
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
  })

  test('R16 an account is as it was: nothing is written to it', async () => {
    const { id } = await signUpBefore(await person(stage), PHONE)
    const before = await stage.management.users.get(id.sub)
    await signInByPhone(await person(stage), PHONE)
    const after = await stage.management.users.get(id.sub)
    expect(after.app_metadata).toEqual(before.app_metadata)
    expect(after.app_metadata).toBeUndefined()
  })

  test('R22 it is not swallowed by an account by email, and goes on', async () => {
    const early = await person(stage)
    const { id } = await signUpBefore(early, PHONE)
    await signInByPhone(await person(stage), PHONE)
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    expect((await addPhone(ada, PHONE)).id.phone_link).toEqual({
      ...{ intent: 'add', status: 'refused', reason: 'phone_account_has_history' },
    })
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
  })

  test('T09 nobody new signs up by phone', async () => {
    await useTenantsOwnProvider(stage)
    const stranger = await person(stage)
    const page = await enterPhone(
      stranger,
      await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url),
      PHONE,
    )
    const refused = await enterCode(stranger, page, await codeFor(stage, PHONE))
    expect(refused.html).toContain('Sign in with your email first')
    expect(await phoneIdentities(stage)).toEqual([])
  })

  test('R24 what an abandoned phone step left over reaches no app, and is linked by the next attempt', async () => {
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await addPhoneUntilContinue(ada, PHONE)
    await useTenantsOwnProvider(stage)
    const stranger = await person(stage)
    expect(await signInByPhone(stranger, PHONE)).toMatchObject(SMS_ONLY)
    expect(await passThrough(stranger, { prompt: 'none' })).toMatchObject(SMS_ONLY)
    expect(await passThrough(stranger)).toMatchObject(SMS_ONLY)
    const elsewhere = await person(stage, await stage.app('Other App'), stranger.browser)
    expect(await passThrough(elsewhere, { prompt: 'none' })).toMatchObject(SMS_ONLY)

    await useSmsProvider(stage)
    await signInByEmail(ada, ADA)
    expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
  })

  test.each(['account', 'unknown'] as const)(
    'R34 only their numbers and linked ones get a code at an app, where the platform tells the %s',
    async (phoneEventUser) => {
      await stage.tenant.control.setUnknowns({ phoneEventUser })
      const ada = await person(stage)
      await signInByEmail(ada, ADA)
      await addPhoneUntilContinue(ada, OTHER_PHONE)
      const { id } = await signUpBefore(await person(stage), PHONE)
      expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)

      const before = (await textsTo(stage)).length
      for (const number of [OTHER_PHONE, '+447400999999']) {
        const stranger = await person(stage)
        const { url } = stranger.app.start({ connection: 'sms' })
        await enterPhone(stranger, await stranger.browser.open(url), number)
        expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'stranger' })
      }
      expect(await textsTo(stage)).toHaveLength(before)
    },
  )

  test('R61 who could not be looked up gets the code as soon as that is possible again', async () => {
    await stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })
    await signUpBefore(await person(stage), PHONE)
    const early = await person(stage)
    const before = (await textsTo(stage, PHONE)).length
    await stage.tenant.control.faults([
      { method: 'GET', path: '/api/v2/users$', times: 2, status: 503, after: 1 },
    ])
    await enterPhone(early, await early.browser.open(early.app.start({ connection: 'sms' }).url), PHONE)
    expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'retry', detail: 'search_http_503' })
    await stage.tenant.control.advanceClock((await stage.tenant.control.settled()).nextInSeconds ?? 0)
    expect(await textsTo(stage, PHONE)).toHaveLength(before + 1)
  })
})

describe('where they are refused', () => {
  test('R16 who signed in by phone alone is turned away at every entrance', async () => {
    await setSmsOnlyAccounts(stage, 'refuse')
    const early = await person(stage)
    const before = await signUpBefore(early, PHONE)
    expect(await early.app.refresh(before.refreshToken ?? '')).toMatchObject({ error: 'access_denied' })
    expect(await passThrough(early, { prompt: 'none' })).toMatchObject(SMS_ONLY)
    expect(await passThrough(early)).toMatchObject(SMS_ONLY)
    await useTenantsOwnProvider(stage)
    expect(await signInByPhone(await person(stage), PHONE)).toMatchObject(SMS_ONLY)
  })

  test('R34 and gets no code', async () => {
    await signUpBefore(await person(stage), PHONE)
    const before = (await textsTo(stage)).length
    const early = await person(stage)
    await enterPhone(early, await early.browser.open(early.app.start({ connection: 'sms' }).url), PHONE)
    expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'stranger' })
    expect(await textsTo(stage)).toHaveLength(before)
  })
})
