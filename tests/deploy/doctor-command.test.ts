import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { freePort } from '../support/free-port.ts'
import { openDoctorStage, type DoctorStage } from './support/doctor/doctor-stage.ts'

// `npm run doctor` as CI runs it: what it prints, and its exit code.

const root = join(__dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
const NO_SETTINGS = { AUTH0_DOMAIN: '', AUTH0_CLIENT_ID: '', AUTH0_CLIENT_SECRET: '' }

let stage: DoctorStage
let secrets: string[]

beforeAll(async () => {
  stage = await openDoctorStage()
  const { environment, management } = stage
  const companion = await management.clients.get(await stage.clientId('Phone Linking Companion'))
  secrets = ['AUTH0_CLIENT_SECRET', 'FINGERPRINT_KEY', 'TWILIO_AUTH_TOKEN'].map(
    (name) => environment[name] ?? '',
  )
  secrets.push(companion.client_secret ?? '')
}, 240_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await stage?.tenant.stop()
})
beforeEach(() => stage.heal())

/** In the person's own folder, with the settings in a file there; `change` comes from the environment, over the file. */
function doctor(args: string[] = [], change: Record<string, string> = {}) {
  const lines = Object.entries(stage.environment).map(([name, value]) => `${name}='${value}'`)
  writeFileSync(join(folder, 'tenant.env'), lines.join('\n'))
  const { PATH = '', HOME = '' } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/doctor.ts', '--settings', 'tenant.env', ...args],
    {
      cwd: root,
      env: { PATH, HOME, INIT_CWD: folder, NODE_EXTRA_CA_CERTS: stage.tenant.caFile, ...change },
      encoding: 'utf8',
    },
  )
  const said = stdout + stderr
  // R43 Whatever it says, it says no secret.
  for (const secret of secrets) expect(said.includes(secret)).toBe(false)
  return { status, stdout, stderr }
}

jest.setTimeout(120_000)

describe('a healthy tenant', () => {
  test('ends with 0, in a table without colours that fits 100 columns', () => {
    const { status, stdout, stderr } = doctor(['--strict'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toBe(stage.environment['AUTH0_DOMAIN'])
    expect(lines.at(-1)).toBe('34 passed, 0 warnings, 0 failed.')
    expect(Math.max(...lines.map((line) => line.length))).toBe(100)
    expect(stripVTControlCharacters(stdout)).toBe(stdout)
  })

  test('with a warning ends with 0, and with 1 if warnings count', async () => {
    await stage.management.tenants.settings.update({ customize_mfa_in_postlogin_action: false })
    expect(doctor().status).toBe(0)
    expect(doctor(['--strict']).status).toBe(1)
  })
})

describe('a sick tenant', () => {
  test('ends with 1, and the last lines say what to do', async () => {
    await stage.management.prompts.updateSettings({ universal_login_experience: 'classic' })
    const { status, stdout } = doctor()
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /│ fail │ New Universal Login +│ The tenant uses Classic Login\. +│ Dashboard, Branding →/,
    )
    expect(stdout).toMatch(
      /33 passed, 0 warnings, 1 failed\. npm run deploy does not start .*: New Universal Login\.\n$/,
    )
  })

  test('is told to programs as JSON', async () => {
    await stage.management.attackProtection.bruteForceProtection.update({ enabled: false })
    const { status, stdout } = doctor(['--json'])
    expect(status).toBe(1)
    const report = JSON.parse(stdout) as { findings: { check: string; verdict: string }[] }
    expect(report).toMatchObject({ tenant: stage.environment['AUTH0_DOMAIN'], fail: 1, blocks: false })
    expect(report.findings.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { check: 'attack_protection', found: 'Off: brute-force protection.', mend: 'Run npm run deploy.' },
    ])
  })
})

test('R65 wrong settings are findings, and the tenant is looked at all the same', () => {
  const { status, stdout } = doctor(['--json'], { BRAND: '', APP_CLIENTS: '' })
  expect(status).toBe(1)
  const { findings } = JSON.parse(stdout) as { findings: { check: string; verdict: string; found: string }[] }
  const wrong = findings.filter(({ verdict }) => verdict === 'fail')
  expect(wrong.map(({ check }) => check)).toEqual(['settings', 'settings'])
  expect(wrong.map(({ found }) => found.split(' ')[0]).sort()).toEqual(['APP_CLIENTS', 'BRAND'])
  expect(findings.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(25)
})

describe('where it cannot look it ends with 2 and a sentence', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'no settings',
      NO_SETTINGS,
      /^AUTH0_DOMAIN is missing\..*\nAUTH0_CLIENT_ID is missing\..*\nAUTH0_CLIENT_SECRET is missing\./,
    ],
    ['wrong credentials', { AUTH0_CLIENT_SECRET: 'wrong' }, /does not accept the client id and secret/],
    [
      'a canonical domain that is none',
      { TENANT_DOMAIN: 'other.example.com' },
      /gives the deploying application no token/,
    ],
  ])('%s', (_, change, sentence) => {
    const { status, stdout, stderr } = doctor([], change)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(sentence)
  })

  test('an unreachable host', async () => {
    const { status, stderr } = doctor([], { AUTH0_DOMAIN: `localhost:${await freePort()}` })
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^localhost:\d+ cannot be reached \(ECONNREFUSED\)\.\n$/),
    ])
  })

  test('the tenant failing in between', async () => {
    await stage.tenant.control.faults([{ path: '^/api/v2/prompts$', status: 400 }])
    const { status, stdout, stderr } = doctor()
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/refuses \(400\)/)
  })

  test('the connection breaking in between, without waiting on', async () => {
    await stage.tenant.control.faults([{ path: '^/api/v2/prompts$', drop: 'before' }])
    const started = performance.now()
    const { status, stdout, stderr } = doctor()
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^localhost:\d+ cannot be reached \([A-Za-z_ ]+\)\. Run the command again\.\n$/)
    // The official client’s own timer of that call is of 30 s.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('an option that is none, and a file that is not there', () => {
    expect(doctor(['--mend']).status).toBe(2)
    const { status, stderr } = doctor(['--settings', 'none.env'])
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('none.env with settings cannot be read (ENOENT).'),
    ])
  })
})

test('explains itself', () => {
  const { status, stdout } = doctor(['--help'])
  expect(status).toBe(0)
  expect(stdout).toContain('Exit code: 0 if nothing failed')
})
