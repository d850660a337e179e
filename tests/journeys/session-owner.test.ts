import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  PHONE,
  addPhone,
  askToAdd,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()

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

    test('a later silent login is the same account or nobody', async () => {
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      await addPhone(ada, PHONE)
      const silent = await passThrough(ada, { prompt: 'none' })
      if (owner === 'outer') expect(silent.id.sub).toBe(id.sub)
      else expect([id.sub, 'login_required']).toContain(silent.error ?? silent.id.sub)
    })

    test('R16 a phone step cancelled after the code was right leaves no way in by phone alone', async () => {
      const ada = await person(stage)
      await signInByEmail(ada, ADA)
      const { page } = await askToAdd(ada)
      await ada.browser.press(page, /cancel/i)
      const silent = await passThrough(ada, { prompt: 'none' })
      expect(silent.id.sub).not.toMatch(/^sms\|/)
      expect(await phoneIdentities(stage)).toEqual([])
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
