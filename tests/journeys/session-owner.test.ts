import { useTenantsOwnProvider } from './support/codes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()
const SMS_ACCOUNT = expect.stringMatching(/^sms\|/) as string
const SMS_ONLY = { error: 'access_denied', description: expect.stringMatching(/^sms_only_account/) as string }

// Auth0 does not document who owns the browser's session after a nested login. Either way nobody may end up as
// somebody else, and the login under way must complete as the person who started it.
describe.each(['outer', 'inner'] as const)(
  'when the session after the inner login belongs to the %s one',
  (owner) => {
    beforeEach(() => stage.tenant.control.setUnknowns({ sessionAfterNestedLogin: owner }))

    test('R27 the phone step completes with the sub it started with', async () => {
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      const outcome = await addPhone(ada, PHONE)
      expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
    })

    test('a later silent login is the same account, or nobody where its session went with the sms account', async () => {
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      await addPhone(ada, PHONE)
      const silent = await passThrough(ada, { prompt: 'none' })
      expect([silent.error, silent.id.sub]).toEqual(
        owner === 'outer' ? [undefined, id.sub] : ['login_required', ''],
      )
    })

    test('R16 a phone step left after the code was right, before it was answered, lets nobody in', async () => {
      const ada = await person(stage)
      await signInByEmail(ada, ADA)
      await addPhoneUntilContinue(ada, PHONE)
      expect(await passThrough(ada, { prompt: 'none' })).toMatchObject(SMS_ONLY)
      expect(await phoneIdentities(stage)).toEqual([{ owner: SMS_ACCOUNT, number: PHONE }])
    })

    test('R16 a phone step cancelled after the code was right leaves no way in by phone alone', async () => {
      await useTenantsOwnProvider(stage)
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
      answer.searchParams.delete('code')
      answer.searchParams.set('error', 'access_denied')
      const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
      expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'cancelled' } })

      const silent = await passThrough(ada, { prompt: 'none' })
      if (owner === 'outer') expect([silent.error, silent.id.sub]).toEqual([undefined, id.sub])
      else expect(silent).toMatchObject(SMS_ONLY)
      expect(await phoneIdentities(stage)).toEqual([{ owner: SMS_ACCOUNT, number: PHONE }])
      expect(await signInByPhone(await person(stage), PHONE)).toMatchObject(SMS_ONLY)
    })

    test('T01 a refused number ends as the person who asked, with nothing of the other account in the tokens', async () => {
      const ada = await person(stage)
      const first = await signInByEmail(ada, ADA)
      await addPhone(ada, PHONE)
      const grace = await person(stage)
      const { id } = await signInByEmail(grace, GRACE)
      const outcome = await addPhone(grace, PHONE)
      expect(outcome.id.sub).toBe(id.sub)
      expect(JSON.stringify([outcome.id, outcome.access])).not.toContain(first.id.sub)
    })
  },
)
