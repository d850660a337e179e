import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { setPolicy } from './support/bindings.ts'
import { CHANGES, owned } from './support/changes.ts'
import { bindForeign, PLACES, SKIP } from './support/foreign-action.ts'
import { addOrganization } from './support/organization.ts'
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

const PLAN = 'https://others.example.com/organization'
/** Lets nobody in who does not come for an organization. */
const membersOnly = (first: string) => `exports.onExecutePostLogin = async (event, api) => {
  ${first}
  if (event.organization === undefined) return api.access.deny('Members only.')
  api.idToken.setCustomClaim('${PLAN}', event.organization.name)
}
`

const EMAIL: Met[] = ['email', 'email code']

/** Ada is a member, and has a phone or none. */
async function member(phone?: string): Promise<{ ada: Person; sub: string; acme: string }> {
  const first = await person(stage)
  const { id } = await signInByEmail(first, ADA)
  if (phone !== undefined) await addPhone(first, phone)
  const acme = await addOrganization(stage, [id.sub])
  return { ada: await person(stage), sub: id.sub, acme }
}

const toAcme = (organization: string, more: Record<string, string> = {}) => ({
  ...{ connection: 'email', organization },
  ...more,
})

describe.each(PLACES)('a login to an organization, with an Action of others bound %s', (place) => {
  test.each(CHANGES)('$intent: the inner login is outside of it, and tokens stay inside', async (change) => {
    const { ada, sub, acme } = await member(change.present)
    await bindForeign(stage, 'members-only', place, membersOnly(SKIP))
    const { outcome } = await walk(ada, toAcme(acme, { 'ext-phone': change.intent }), { phone: change.typed })
    expect(outcome.id).toMatchObject({ sub, org_id: acme, [PLAN]: 'acme' })
    expect(outcome.access).toMatchObject({ sub, org_id: acme })
    expect(outcome.id.phone_link).toEqual({ intent: change.intent, status: change.status })
    expect(outcome.id['phone_number']).toBe(change.left)
    expect(await phoneIdentities(stage)).toEqual(owned(sub, change.left))
    const refreshed = await ada.app.refresh(outcome.refreshToken ?? '')
    expect(refreshed.id).toMatchObject({ sub, org_id: acme })
  })

  test('a login that asks for nothing gets the claims of both', async () => {
    const { ada, sub, acme } = await member(PHONE)
    await bindForeign(stage, 'members-only', place, membersOnly(SKIP))
    const { met, outcome } = await walk(ada, toAcme(acme))
    expect(met).toEqual(EMAIL)
    expect(outcome.id).toMatchObject({ sub, org_id: acme, [PLAN]: 'acme', phone_number: PHONE })
    expect((await passThrough(ada, { organization: acme, prompt: 'none' })).id).toMatchObject({
      org_id: acme,
    })
  })

  test('the phone that a policy offers is added', async () => {
    const { ada, sub, acme } = await member()
    await bindForeign(stage, 'members-only', place, membersOnly(SKIP))
    await setPolicy(stage, { PHONE_POLICY: 'offer' })
    const { met, outcome } = await walk(ada, toAcme(acme))
    expect(met).toEqual([...EMAIL, 'offer', 'phone', 'phone code', 'notice'])
    expect(outcome.id).toMatchObject({ sub, org_id: acme, phone_link: { status: 'linked' } })
  })

  test('one that denies inner logins as well: nothing is linked, and the login completes', async () => {
    const { ada, sub, acme } = await member()
    await bindForeign(stage, 'members-only', place, membersOnly(''))
    const { outcome } = await walk(ada, toAcme(acme, { 'ext-phone': 'add' }))
    expect(outcome.id).toMatchObject({
      sub,
      org_id: acme,
      phone_link: { intent: 'add', status: 'cancelled' },
    })
    expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
  })
})

test('a linked number signs in to the organization as its account, whose members it knows', async () => {
  const { ada, sub, acme } = await member()
  await walk(ada, toAcme(acme, { 'ext-phone': 'add' }))
  const holder = await person(stage)
  const { outcome } = await walk(holder, { connection: 'sms', organization: acme })
  expect(outcome.id).toMatchObject({ sub, org_id: acme })
})

test('nobody becomes a member by a phone', async () => {
  const { ada, sub, acme } = await member()
  await walk(ada, toAcme(acme, { 'ext-phone': 'add' }))
  await stage.management.organizations.members.delete(acme, { members: [sub] })
  const { outcome } = await walk(await person(stage), { connection: 'sms', organization: acme })
  expect(outcome.error).toBe('access_denied')
  expect(outcome.description).toContain(`is not part of the ${acme} organization`)
})

test('where the organization has no phone to sign in by, the phone is added all the same', async () => {
  const first = await person(stage)
  const { id } = await signInByEmail(first, ADA)
  const acme = await addOrganization(stage, [id.sub], { byPhone: false, usage: 'require' })
  const { outcome } = await walk(await person(stage), toAcme(acme, { 'ext-phone': 'add' }))
  expect(outcome.id).toMatchObject({ org_id: acme, phone_link: { intent: 'add', status: 'linked' } })
})

test('a companion that is for organizations only lets nobody through: nothing is linked, and the login completes', async () => {
  const { ada, sub, acme } = await member()
  const { client_id } = clientNamed(await stage.tenant.control.state(), 'Phone Linking Companion')
  await stage.management.clients.update(client_id, { organization_usage: 'require' })
  const { met, outcome } = await walk(ada, toAcme(acme, { 'ext-phone': 'add' }))
  expect(met).toEqual(EMAIL)
  expect(outcome.id).toMatchObject({ sub, org_id: acme, phone_link: { intent: 'add', status: 'cancelled' } })
  expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
})
