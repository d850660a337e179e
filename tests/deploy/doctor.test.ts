import { CHECKS } from '../../scripts/doctor/checks.ts'
import { DOCTOR_SCOPES } from '../../scripts/doctor/scopes.ts'
import { connectTo, openDoctorStage, type DoctorStage } from './support/doctor/doctor-stage.ts'
import { SEEDED_IN_ACTIONS } from './support/doctor/seeded-in-actions.ts'
import { SEEDED_IN_BINDINGS } from './support/doctor/seeded-in-bindings.ts'
import { SEEDED_IN_COMPANION } from './support/doctor/seeded-in-companion.ts'
import { SEEDED_IN_CONNECTIONS } from './support/doctor/seeded-in-connections.ts'
import { SEEDED_IN_FORMS } from './support/doctor/seeded-in-forms.ts'
import { SEEDED_IN_OTP_APPS } from './support/doctor/seeded-in-otp-apps.ts'
import { SEEDED_IN_TENANT } from './support/doctor/seeded-in-tenant.ts'

// What the doctor says of a real local tenant: one that is as it should be, and after each thing that somebody did to it
// through the Management API.

const MISTAKES = [
  ...[...SEEDED_IN_TENANT, ...SEEDED_IN_CONNECTIONS, ...SEEDED_IN_OTP_APPS],
  ...[...SEEDED_IN_COMPANION, ...SEEDED_IN_ACTIONS, ...SEEDED_IN_BINDINGS, ...SEEDED_IN_FORMS],
]

let stage: DoctorStage

beforeAll(async () => {
  stage = await openDoctorStage()
}, 240_000)
afterAll(() => stage?.tenant.stop())
beforeEach(() => stage.heal())

/** By the name of a check, so that a failing test shows what was found. */
const troubles = async (change?: Record<string, string>) =>
  (await stage.look(change)).filter(({ verdict }) => verdict !== 'pass')

describe('a tenant as a deploy leaves it', () => {
  test('passes every check', async () => {
    const findings = await stage.look()
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual(CHECKS.map(({ check }) => check))
  })

  test('R64 passes by its custom domain as well', async () => {
    const canonical = stage.environment['AUTH0_DOMAIN'] ?? ''
    const custom = canonical.replace('localhost', '127.0.0.1')
    expect(await troubles({ AUTH0_DOMAIN: custom, TENANT_DOMAIN: canonical })).toEqual([])
  })

  test('passes where apps are named by their client ids', async () => {
    const [app, native] = [await stage.clientId('Demo App'), await stage.clientId('Demo Native')]
    expect(await troubles({ APP_CLIENTS: `${app}, ${native}` })).toEqual([])
    expect(await troubles({ OTP_CLIENTS: native })).toEqual([])
  })

  test('nothing is asked of it but to read', async () => {
    await stage.tenant.control.clearCalls()
    await stage.look()
    const calls = await stage.tenant.control.calls()
    expect(calls.length).toBeGreaterThan(DOCTOR_SCOPES.length)
    expect(
      calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['POST /oauth/token'])
  })
})

describe('a mistake is found by its check alone, which says how to mend it', () => {
  test.each(MISTAKES.map((mistake) => [mistake.what, mistake] as const))('%s', async (_, mistake) => {
    await mistake.seed(stage)
    const found = await troubles()
    expect(found.map(({ check }) => check)).toEqual([mistake.check])
    const { verdict, blocks, found: text, mend } = found[0] ?? {}
    expect({ verdict, blocks }).toEqual({ verdict: mistake.verdict, blocks: mistake.blocks })
    expect(text).toContain(mistake.found)
    expect(mend).toContain(mistake.mend)
  })
})

describe('codes that are asked for without a page', () => {
  test.each([
    ['CODE_PROVIDER', 'none', 'nothing of ours holds back codes', 'Set CODE_PROVIDER'],
    ['CODES_PER_HOUR', 'none', 'there is no end to codes', 'Set CODES_PER_HOUR'],
  ])('are warned of with %s as %s, and fine where no app asks for them', async (name, value, found, mend) => {
    expect(await troubles({ [name]: value })).toMatchObject([
      {
        ...{ check: 'otp_codes', verdict: 'warn', blocks: false },
        found: expect.stringContaining(found) as string,
        mend: expect.stringContaining(mend) as string,
      },
    ])
    await stage.management.clients.update(await stage.clientId('Demo Native'), {
      client_metadata: { phone_link_otp: null },
    })
    expect(await troubles({ [name]: value, OTP_CLIENTS: 'none' })).toEqual([])
  })

  test('keep a deploy from starting where the app is none of APP_CLIENTS', async () => {
    expect(await troubles({ APP_CLIENTS: 'Demo App' })).toMatchObject([
      { check: 'otp_apps', verdict: 'fail', blocks: true, found: '“Demo Native” is not in APP_CLIENTS.' },
    ])
  })
})

describe('people who sign in by phone alone', () => {
  const onePerson = () =>
    stage.management.users.create({ connection: 'sms', phone_number: '+4915112345678', phone_verified: true })

  test('are warned of where they are refused', async () => {
    await onePerson()
    expect(await troubles({ SMS_ONLY_ACCOUNTS: 'refuse' })).toMatchObject([
      { check: 'phone_only_people', verdict: 'warn', blocks: false },
    ])
  })

  test('are fine where they may go on', async () => {
    await onePerson()
    expect(await troubles({ SMS_ONLY_ACCOUNTS: 'allow' })).toEqual([])
  })

  test('count as possible where the search gives up', async () => {
    await stage.tenant.control.faults([{ path: '^/api/v2/users$', status: 503 }])
    expect(await troubles()).toMatchObject([
      {
        check: 'phone_only_people',
        verdict: 'fail',
        blocks: true,
        found: expect.stringContaining('gave up') as string,
      },
    ])
  })
})

describe('R66 the scopes', () => {
  /** An application that may do this at the Management API and nothing else, as the environment has it. */
  async function grantedOnly(scope: readonly string[]): Promise<Record<string, string>> {
    const { management, environment } = stage
    const { client_id = '', client_secret = '' } = await management.clients.create({
      ...{ name: 'Doctor', app_type: 'non_interactive', grant_types: ['client_credentials'] },
    })
    const audience = `https://${environment['AUTH0_DOMAIN']}/api/v2/`
    await management.clientGrants.create({ client_id, audience, scope: [...scope] })
    return { ...environment, AUTH0_CLIENT_ID: client_id, AUTH0_CLIENT_SECRET: client_secret }
  }

  test('that are listed are enough, and only read', async () => {
    const granted = await grantedOnly(DOCTOR_SCOPES)
    await connectTo(granted, stage.tenant, DOCTOR_SCOPES)
    expect(await troubles(granted)).toEqual([])
    expect(DOCTOR_SCOPES.filter((scope) => !scope.startsWith('read:'))).toEqual([])
  })

  // By Auth0's own description `read:client_keys` lists applications as well; without `read:clients` it shows less.
  test.each(DOCTOR_SCOPES.filter((scope) => scope !== 'read:clients'))('%s is needed', async (scope) => {
    const granted = await grantedOnly(DOCTOR_SCOPES.filter((each) => each !== scope))
    await expect(stage.look(granted)).rejects.toThrow(scope)
  })

  test('that are missing are named before anything is asked', async () => {
    const granted = await grantedOnly(['read:clients', 'read:actions'])
    await stage.tenant.control.clearCalls()
    await expect(connectTo(granted, stage.tenant, DOCTOR_SCOPES)).rejects.toThrow(
      /lacks Management API scopes: .*read:connections.*read:users/,
    )
    expect(await stage.tenant.control.calls()).toHaveLength(1)
  })
})
