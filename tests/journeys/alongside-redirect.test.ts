import { setPolicy } from './support/bindings.ts'
import { CHANGES, owned } from './support/changes.ts'
import { bindForeign, PLACES, SKIP } from './support/foreign-action.ts'
import type { Place } from './support/foreign-action.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  accountsOf,
  addPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'
import { SITE, walk } from './support/walk.ts'
import type { Met } from './support/walk.ts'

const stage = useStage()

const AGREED = 'https://others.example.com/agreed'

/** Sends people to a site of theirs; `remembers` asks everybody once, as terms of use do. */
const redirect = (first: string, remembers = '') => `exports.onExecutePostLogin = async (event, api) => {
  ${first}
  if (event.transaction?.prompt?.includes('none') || event.transaction?.protocol === 'oauth2-refresh-token') return
  if (event.user.app_metadata?.agreed) return
  api.redirect.sendUserTo('${SITE}')
}
exports.onContinuePostLogin = async (event, api) => {
  ${remembers}
  api.idToken.setCustomClaim('${AGREED}', event.request.query.agreed)
}
`
const ALWAYS = redirect(SKIP)
const CARELESS = redirect('')
const ONCE = "api.user.setAppMetadata('agreed', true)"

async function member(place: Place, code: string, phone?: string): Promise<{ ada: Person; sub: string }> {
  const first = await person(stage)
  const { id } = await signInByEmail(first, ADA)
  if (phone !== undefined) await addPhone(first, phone)
  await bindForeign(stage, 'terms', place, code)
  return { ada: await person(stage), sub: id.sub }
}

const EMAIL: Met[] = ['email', 'email code']
const byEmail = (more: Record<string, string> = {}) => ({ connection: 'email', ...more })

describe.each(PLACES)('a redirect of others, bound %s', (place) => {
  test('a login that asks for nothing goes to their site and back, and gets the claims of both', async () => {
    const { ada, sub } = await member(place, ALWAYS, PHONE)
    const { met, outcome } = await walk(ada, byEmail())
    expect(met).toEqual([...EMAIL, 'site'])
    expect(outcome.id).toMatchObject({ sub, [AGREED]: 'yes', phone_number: PHONE })
    expect(outcome.id.phone_link).toBeUndefined()
  })

  test('logins without a page go nowhere', async () => {
    const { ada, sub } = await member(place, ALWAYS, PHONE)
    const { outcome } = await walk(ada, byEmail())
    expect((await passThrough(ada, { prompt: 'none' })).id).toMatchObject({ sub, phone_number: PHONE })
    const refreshed = await ada.app.refresh(outcome.refreshToken ?? '')
    expect(refreshed.id).toMatchObject({ sub, phone_number: PHONE })
  })

  test.each([
    ['skipping inner logins', ALWAYS, 1],
    ['in inner logins as well', CARELESS, 2],
  ])('%s: the phone that a policy offers is added', async (_name, code, visits) => {
    const { ada, sub } = await member(place, code)
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    const { met, outcome } = await walk(ada, byEmail())
    expect(met.filter((each) => each === 'site')).toHaveLength(visits)
    expect(met.filter((each) => each === 'phone code')).toHaveLength(1)
    expect(outcome.id).toMatchObject({ sub, [AGREED]: 'yes', phone_link: { status: 'linked' } })
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
  })
})

describe('a redirect of others, bound after ours', () => {
  test.each(CHANGES)('$intent: the phone first, then their site', async (change) => {
    const { ada, sub } = await member('after ours', ALWAYS, change.present)
    const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': change.intent }), { phone: change.typed })
    expect(met.at(-1)).toBe('site')
    expect(met.filter((each) => each === 'site')).toHaveLength(1)
    expect(outcome.id).toMatchObject({ sub, [AGREED]: 'yes' })
    expect(outcome.id.phone_link).toEqual({ intent: change.intent, status: change.status })
    expect(outcome.id['phone_number']).toBe(change.left)
    expect(await phoneIdentities(stage)).toEqual(owned(sub, change.left))
  })

  test('in inner logins as well, what it remembers of people there is gone with the phone’s account', async () => {
    const { ada, sub } = await member('after ours', redirect('', ONCE))
    const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': 'add' }))
    expect(met).toEqual([...EMAIL, 'phone', 'phone code', 'site', 'notice', 'site'])
    expect(outcome.id.phone_link?.status).toBe('linked')
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
  })
})

describe('a redirect of others, bound before ours', () => {
  // Auth0 tells Actions after a redirect nothing of what the app asked for. So ours have to come first.
  test.each(CHANGES)(
    '$intent: ours do not learn of it, nothing changes, and the login completes',
    async (change) => {
      const { ada, sub } = await member('before ours', ALWAYS, change.present)
      const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': change.intent }))
      expect(met).toEqual([...EMAIL, 'site'])
      expect(outcome.id).toMatchObject({ sub, [AGREED]: 'yes' })
      expect(outcome.id.phone_link).toBeUndefined()
      expect(await phoneIdentities(stage)).toEqual(owned(sub, change.present))
    },
  )

  test('once somebody has agreed, they are sent nowhere, and the phone is added', async () => {
    const { ada, sub } = await member('before ours', redirect(SKIP, ONCE))
    await walk(ada, byEmail())
    const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': 'add' }))
    expect(met).toEqual([...EMAIL, 'phone', 'phone code', 'notice'])
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })
  })

  test('in inner logins as well, what it notes before it sends people away makes the phone’s account look used: refused', async () => {
    const { ada, sub } = await member('before ours', redirect("api.user.setAppMetadata('seen', true)"))
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    const { outcome } = await walk(ada, byEmail())
    expect(outcome.id).toMatchObject({
      ...{ sub, phone_link: { intent: 'add', status: 'refused', reason: 'phone_account_has_history' } },
    })
    expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
  })
})
