import { setPolicy } from './support/bindings.ts'
import { CHANGES, owned } from './support/changes.ts'
import { bindForeign, PLACES, SKIP } from './support/foreign-action.ts'
import type { Place } from './support/foreign-action.ts'
import { enrol, nextCode } from './support/second-factor.ts'
import { useStage } from './support/stage.ts'
import { ADA, PHONE, accountsOf, addPhone, person, phoneIdentities, signInByEmail } from './support/steps.ts'
import type { Person } from './support/steps.ts'
import { walk } from './support/walk.ts'
import type { Answers, Met } from './support/walk.ts'

const stage = useStage()

const mfa = (first: string) => `exports.onExecutePostLogin = async (event, api) => {
  ${first}
  api.authentication.challengeWith({ type: 'otp' })
}
`
/** Asks everybody, as the Actions in Auth0's own examples do. */
const CARELESS = mfa('')
const SKIPPING = mfa(SKIP)
const ONLY_ENROLLED = mfa('if (!event.user.enrolledFactors?.length) return')

/** Ada has an authenticator app, and a phone or none; then others bind their Action. */
async function member(place: Place, code: string, phone?: string): Promise<{ ada: Person; sub: string }> {
  const first = await person(stage)
  const { id } = await signInByEmail(first, ADA)
  if (phone !== undefined) await addPhone(first, phone)
  await enrol(stage, id.sub)
  await bindForeign(stage, 'mfa', place, code)
  return { ada: await person(stage), sub: id.sub }
}

const go = (who: Person, extra: Record<string, string>, given: Partial<Answers> = {}) =>
  walk(who, { connection: 'email', ...extra }, { otp: () => nextCode(stage), ...given })

const EMAIL: Met[] = ['email', 'email code']

describe.each(PLACES)('MFA of others, bound %s', (place) => {
  test('a login that asks for nothing is asked for the factor, once, and gets its claims', async () => {
    const { ada, sub } = await member(place, SKIPPING, PHONE)
    const { met, outcome } = await go(ada, {})
    expect(met).toEqual([...EMAIL, 'otp'])
    expect(outcome.id).toMatchObject({ sub, phone_number: PHONE, phone_number_verified: true })
    expect(outcome.id.phone_link).toBeUndefined()
  })

  test('one that asks in inner logins, too, lets no new phone through: nothing is linked, and the login completes', async () => {
    const { ada, sub } = await member(place, CARELESS)
    // Bound before ours, it hides from them what the app asks for, but not what the policy says.
    if (place === 'before ours') await setPolicy(stage, { PHONE_POLICY: 'offer' })
    const { outcome } = await go(ada, { 'ext-phone': 'add' })
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'cancelled' } })
    expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
  })
})

describe('MFA of others, bound after ours', () => {
  test.each(CHANGES)('$intent: one code of the factor is enough for ours and theirs', async (change) => {
    const { ada, sub } = await member('after ours', SKIPPING, change.present)
    const { met, outcome } = await go(ada, { 'ext-phone': change.intent }, { phone: change.typed })
    expect(met.filter((each) => each === 'otp')).toHaveLength(1)
    expect(met.indexOf('otp')).toBe(EMAIL.length)
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: change.intent, status: change.status } })
    expect(outcome.id['phone_number']).toBe(change.left)
    expect(await phoneIdentities(stage)).toEqual(owned(sub, change.left))
  })

  test('asked in inner logins, too, whoever types their own number proves the factor there, and nothing changes', async () => {
    const { ada, sub } = await member('after ours', CARELESS, PHONE)
    const { met, outcome } = await go(ada, { 'ext-phone': 'replace' }, { phone: PHONE })
    expect(met).toEqual([...EMAIL, 'otp', 'phone', 'phone code', 'otp'])
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'replace', status: 'already_linked' } })
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
  })

  test('a phone is offered once the session has the factor, which comes after ours in the first login', async () => {
    const { ada, sub } = await member('after ours', SKIPPING)
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    expect((await go(ada, {})).met).toEqual([...EMAIL, 'otp'])
    const { met, outcome } = await walk(ada, {}, { otp: () => nextCode(stage) })
    expect(met).toEqual(['offer', 'phone', 'phone code', 'notice', 'otp'])
    expect(outcome.id).toMatchObject({ sub, phone_number: PHONE, phone_link: { status: 'linked' } })
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
  })
})

describe('MFA of others, bound before ours', () => {
  test.each([
    ['that skips inner logins', SKIPPING],
    ['that asks only those who have the factor', ONLY_ENROLLED],
  ])('one %s: the phone that a policy offers is added', async (_name, code) => {
    const { ada, sub } = await member('before ours', code)
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    const { met, outcome } = await go(ada, {})
    expect(met).toEqual([...EMAIL, 'otp', 'offer', 'phone', 'phone code', 'notice'])
    expect(outcome.id).toMatchObject({ sub, phone_number: PHONE, phone_link: { status: 'linked' } })
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
  })

  // Auth0 tells Actions that run after such a page nothing of what the app asked for. So ours have to come first.
  test.each(CHANGES)(
    '$intent: ours do not learn of it, nothing changes, and the login completes',
    async (change) => {
      const { ada, sub } = await member('before ours', SKIPPING, change.present)
      const { met, outcome } = await go(ada, { 'ext-phone': change.intent })
      expect(met).toEqual([...EMAIL, 'otp'])
      expect(outcome.id.sub).toBe(sub)
      expect(outcome.id.phone_link).toBeUndefined()
      expect(outcome.id['phone_number']).toBe(change.present)
      expect(await phoneIdentities(stage)).toEqual(owned(sub, change.present))
    },
  )
})
