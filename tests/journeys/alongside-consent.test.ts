import { setPolicy } from './support/bindings.ts'
import { CHANGES, owned } from './support/changes.ts'
import { bindForeign, PLACES } from './support/foreign-action.ts'
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
import { walk } from './support/walk.ts'
import type { Met } from './support/walk.ts'

const stage = useStage()

const MEMBER = 'https://others.example.com/member'
const CLAIM = `exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('${MEMBER}', event.client.name)
}
`

const EMAIL: Met[] = ['email', 'email code']
const byEmail = (more: Record<string, string> = {}) => ({ connection: 'email', ...more })

/** An app of others that takes part in phone linking; Ada has signed in elsewhere, and has a phone or none. */
async function partner(phone?: string): Promise<{ ada: Person; sub: string }> {
  const first = await person(stage)
  const { id } = await signInByEmail(first, ADA)
  if (phone !== undefined) await addPhone(first, phone)
  const { connections } = (await stage.tenant.control.state()).configuration
  for (const connection of connections)
    await stage.management.connections.update(connection.id, { is_domain_connection: true })
  await stage.management.clients.create({
    ...{ name: 'Partner', is_first_party: false, app_type: 'regular_web', oidc_conformant: true },
    ...{
      callbacks: ['http://localhost:3002/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
    },
    client_metadata: { phone_link: 'on' },
  })
  return { ada: await person(stage, await stage.app('Partner')), sub: id.sub }
}

describe.each(PLACES)('an app of others, with an Action of others bound %s', (place) => {
  test.each(CHANGES)('$intent: the phone first, then the question, which is asked once', async (change) => {
    const { ada, sub } = await partner(change.present)
    await bindForeign(stage, 'member', place, CLAIM)
    const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': change.intent }), { phone: change.typed })
    expect(met.slice(-2)).toEqual(['notice', 'consent'])
    expect(outcome.id).toMatchObject({ sub, [MEMBER]: 'Partner' })
    expect(outcome.id.phone_link).toEqual({ intent: change.intent, status: change.status })
    expect(await phoneIdentities(stage)).toEqual(owned(sub, change.left))
    const again = await passThrough(ada)
    expect(again.id).toMatchObject({ sub, [MEMBER]: 'Partner' })
    expect(again.id['phone_number']).toBe(change.left)
  })

  test('the phone that a policy offers is added', async () => {
    const { ada, sub } = await partner()
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    await bindForeign(stage, 'member', place, CLAIM)
    const { met, outcome } = await walk(ada, byEmail())
    expect(met).toEqual([...EMAIL, 'offer', 'phone', 'phone code', 'notice', 'consent'])
    expect(outcome.id).toMatchObject({ sub, phone_number: PHONE, phone_link: { status: 'linked' } })
  })
})

describe('an app of others', () => {
  test('whoever declines after the phone was added goes back without a code; the phone is there all the same', async () => {
    const { ada, sub } = await partner()
    const { outcome } = await walk(ada, byEmail({ 'ext-phone': 'add' }), { consent: /^Decline$/ })
    expect([outcome.error, outcome.description]).toEqual([
      'access_denied',
      'User did not authorize the request',
    ])
    expect(await phoneIdentities(stage)).toEqual(owned(sub, PHONE))
    const again = await walk(ada, {})
    expect(again.met).toEqual(['consent'])
    expect(again.outcome.id).toMatchObject({ sub, phone_number: PHONE })
  })

  test('a silent login needs the person’s consent first, and then gets its claims', async () => {
    const { ada, sub } = await partner(PHONE)
    await walk(ada, byEmail(), { consent: /^Decline$/ })
    expect((await passThrough(ada, { prompt: 'none' })).error).toBe('consent_required')
    await walk(ada, {})
    expect((await passThrough(ada, { prompt: 'none' })).id).toMatchObject({ sub, phone_number: PHONE })
  })

  test('whoever signs in by the phone is the same person, who has agreed already', async () => {
    const { ada, sub } = await partner()
    await walk(ada, byEmail({ 'ext-phone': 'add' }))
    const holder = await person(stage, ada.app)
    const { met, outcome } = await walk(holder, { connection: 'sms' })
    expect(met).toEqual(['phone', 'phone code'])
    expect(outcome.id.sub).toBe(sub)
  })
})

describe('a tenant whose default API asks for consent', () => {
  beforeEach(async () => {
    const { data } = await stage.management.resourceServers.list()
    const api = data.find(({ identifier }) => identifier === 'https://api.example.com/')
    await stage.management.resourceServers.update(api?.id ?? '', {
      skip_consent_for_verifiable_first_party_clients: false,
    })
    await stage.management.tenants.settings.update({ default_audience: 'https://api.example.com/' })
  })

  test('asks for it in the inner login, for the companion, and the phone is added', async () => {
    const ada = await person(stage)
    const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': 'add' }))
    expect(met).toEqual([...EMAIL, 'phone', 'phone code', 'consent', 'notice', 'consent'])
    expect(outcome.id).toMatchObject({ phone_number: PHONE, phone_link: { intent: 'add', status: 'linked' } })
    expect(await phoneIdentities(stage)).toEqual(owned(outcome.id.sub, PHONE))
  })

  test('whoever declines there has cancelled the phone, not the login', async () => {
    const ada = await person(stage)
    await walk(ada, byEmail())
    const { met, outcome } = await walk(ada, { 'ext-phone': 'add' }, { consent: /^Decline$/ })
    expect(met).toEqual(['phone', 'phone code', 'consent'])
    expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'cancelled' })
    expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
  })
})

test('where every app on localhost asks for consent, the inner login does, too, and the phone is added', async () => {
  await stage.tenant.control.setUnknowns({ localhostConsent: 'asked' })
  const ada = await person(stage)
  const { met, outcome } = await walk(ada, byEmail({ 'ext-phone': 'add' }))
  expect(met).toEqual([...EMAIL, 'phone', 'phone code', 'consent', 'notice', 'consent'])
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
})
