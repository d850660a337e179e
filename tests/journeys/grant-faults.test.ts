import type { FaultRule } from '../../scripts/local-tenant/faults.ts'
import { FAULTS } from './support/fault-kinds.ts'
import { grantApp, signInByCode } from './support/otp.ts'
import type { GrantApp } from './support/otp.ts'
import { useStage } from './support/stage.ts'
import { ADA, PHONE, codeFor, phoneIdentities } from './support/steps.ts'

const stage = useStage()

const USER = '^/api/v2/users/[^/]+$'
const token = { method: 'POST', path: '^/oauth/token$', sent: 'grant_type=client_credentials' }
const link = { method: 'POST', path: '/identities$' }
const read = { method: 'GET', path: USER }

type Call = {
  targets: Pick<FaultRule, 'method' | 'path' | 'sent' | 'after'>[]
  /** The codes that the app may be told; none where the phone is linked all the same. */
  told: string[]
}

/** Every call to the outside that adding a phone by the grant makes. */
const CALLS: Record<string, Call> = {
  // Of the gate: no account comes into being.
  'the key set, at sign-up': {
    targets: [{ method: 'GET', path: '^/\\.well-known/jwks\\.json$' }],
    told: ['sms_only_account'],
  },
  'the key set, at login': {
    targets: [{ method: 'GET', path: '^/\\.well-known/jwks\\.json$', after: 1 }],
    told: ['not_available'],
  },
  'the Management token': { targets: [token], told: ['not_available'] },
  'the account': { targets: [read], told: ['not_available'] },
  'the memory of the attempt': { targets: [{ method: 'PATCH', path: USER }], told: ['not_available'] },
  'the link': { targets: [link], told: ['link_failed'] },
  'the link and the read after it': { targets: [link, { ...read, after: 1 }], told: ['link_failed'] },
  'the record of the change': { targets: [{ method: 'PATCH', path: USER, after: 1 }], told: [] },
}

const MATRIX = Object.entries(CALLS).flatMap(([call, { targets, told }]) =>
  Object.entries(FAULTS).map(([fault, { how }]) => ({
    ...{ call, fault, told },
    rules: targets.map((target) => ({ ...target, ...how, times: 99 })),
  })),
)

/** Somebody signs in by the phone alone: as Ada, or not at all. */
async function byPhoneAlone(app: GrantApp): Promise<string> {
  const answer = await signInByCode(stage, app, PHONE)
  return answer.status === 200 ? answer.id.sub : ((answer.description ?? '').split(':')[0] ?? '')
}

describe('R61 whatever fails, no wrong link is made, nobody gets in by phone alone, and the next attempt succeeds', () => {
  test.each(MATRIX)('$call $fault', async ({ rules, told }) => {
    await stage.tenant.control.setCache('empty')
    const app = await grantApp(stage)
    const ada = await signInByCode(stage, app, ADA)
    await app.start(PHONE)
    const code = await codeFor(stage, PHONE)

    await stage.tenant.control.faults(rules)
    const started = performance.now()
    const answer = await app.grant(PHONE, code, { link_to: ada.idToken })
    const seconds = (performance.now() - started) / 1000
    await stage.tenant.control.clearFaults()

    // R62: sign-up and login have the platform's 20 seconds each.
    expect(seconds).toBeLessThan(20)
    if (answer.status === 200) {
      expect(answer.id).toMatchObject({ sub: ada.id.sub, phone_link: { intent: 'add', status: 'linked' } })
    } else {
      expect(answer).toMatchObject({ status: 403, error: 'access_denied' })
      expect(told).toContain((answer.description ?? '').split(':')[0])
    }
    const owners = (await phoneIdentities(stage)).map(({ owner }) => owner)
    expect(owners.length).toBeLessThanOrEqual(1)
    const isOnAccount = owners[0] === ada.id.sub
    expect(await byPhoneAlone(app)).toBe(isOnAccount ? ada.id.sub : 'sms_only_account')

    // The email login is as it was, and its ID token adds the phone, or finds it added.
    const again = await signInByCode(stage, app, ADA)
    expect(again).toMatchObject({ status: 200, id: { sub: ada.id.sub } })
    const next = await signInByCode(stage, app, PHONE, { link_to: again.idToken })
    expect(next).toMatchObject({
      status: 200,
      id: { sub: ada.id.sub, phone_link: { status: isOnAccount ? 'already_linked' : 'linked' } },
    })
    expect(await phoneIdentities(stage)).toEqual([{ owner: ada.id.sub, number: PHONE }])
  })
})

test('R24 R61 a phone account that could not be deleted signs nobody in, and is linked by the next attempt', async () => {
  const app = await grantApp(stage)
  const ada = await signInByCode(stage, app, ADA)
  await stage.management.users.update(ada.id.sub, { email_verified: false })
  await stage.tenant.control.faults([{ method: 'DELETE', path: USER, status: 500, body: '{}', times: 99 }])
  const refused = await signInByCode(stage, app, PHONE, { link_to: ada.idToken })
  expect(refused.description).toMatch(/^email_unverified/)
  await stage.tenant.control.clearFaults()
  const [left] = await phoneIdentities(stage)
  expect(left?.owner).toMatch(/^sms\|/)
  expect((await stage.management.users.get(left?.owner ?? '')).app_metadata).toEqual({
    phone_link_born: true,
  })
  expect(await byPhoneAlone(app)).toBe('sms_only_account')

  await stage.management.users.update(ada.id.sub, { email_verified: true })
  const next = await signInByCode(stage, app, PHONE, {
    link_to: (await signInByCode(stage, app, ADA)).idToken,
  })
  expect(next).toMatchObject({ status: 200, id: { sub: ada.id.sub, phone_link: { status: 'linked' } } })
})
