import { foreignLogins } from '../journeys/support/foreign-logins.ts'
import { configurationOf } from '../support/tenant-configuration.ts'
import { exportTenant } from '../support/tenant-export.ts'
import type { ShownPlan } from '../../scripts/deploy/plan.ts'
import { runScript, type CommandResult } from './support/command.ts'
import { deployWorld, type DeployWorld } from './support/deploy-world.ts'
import { expectDeployed } from './support/ended.ts'

// The commands, one after the other, on a tenant that others have lived in for years.

let world: DeployWorld
let before: { files: Map<string, string>; configuration: object }
/** Everything that any command has printed. */
let printed = ''

const run = async (script: 'deploy' | 'undeploy', ...options: string[]): Promise<CommandResult> => {
  const result = await runScript(script, options, {
    ...world.environment,
    FORMER_TWILIO_AUTH_TOKEN: world.formerAuthToken,
    NODE_EXTRA_CA_CERTS: world.tenant.caFile,
  })
  printed += result.stdout + result.stderr
  return result
}
const changingCalls = async () =>
  (await world.tenant.control.calls()).filter(
    ({ method, path }) => method !== 'GET' && path.startsWith('/api/v2/'),
  )
const all = async () => ({
  files: await exportTenant(world.tenant),
  configuration: await configurationOf(world.tenant),
})

beforeAll(async () => {
  world = await deployWorld()
  await foreignLogins(world.tenant)
  await world.tenant.control.reset()
  before = await all()
}, 180_000)
afterAll(() => world.stop())

test('a dry run shows the plan for programs, and changes nothing', async () => {
  await world.tenant.control.clearCalls()
  const { exitCode, stdout } = await run('deploy', '--dry-run', '--json')
  expect(exitCode).toBe(0)
  const plan = JSON.parse(stdout) as ShownPlan
  expect(plan.items.filter(({ change }) => change === 'create').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Phone Linking Companion', 'phone-challenge', 'Phone Linking Offer']),
  )
  expect(plan.changes).toBe(plan.items.filter(({ change }) => change !== 'keep').length)
  const { before: was = [], after = [] } = plan.bindings['post-login'] ?? {}
  expect(after).toEqual(['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice', ...was])
  expect(was.length).toBeGreaterThanOrEqual(6)
  expect(await changingCalls()).toEqual([])
}, 60_000)

test('without --yes and with nobody to ask, nothing is changed', async () => {
  const { exitCode, stderr } = await run('deploy')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('Nobody is there to ask: say --yes to go on, or --dry-run to only look.')
  expect(await changingCalls()).toEqual([])
}, 60_000)

test('T27 deployed: every foreign login goes on as before', async () => {
  expect(await run('deploy', '--yes')).toMatchObject({ exitCode: 0 })
  await expectDeployed(world)
  await foreignLogins(world.tenant)
}, 180_000)

test('deployed again: there is nothing to do, and nothing is done', async () => {
  await world.tenant.control.clearCalls()
  const { exitCode, stdout } = await run('deploy', '--yes')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Nothing to do.')
  expect(await changingCalls()).toEqual([])
  await foreignLogins(world.tenant)
}, 120_000)

test('taken away: every foreign login goes on, and all is as it was, byte for byte', async () => {
  expect(await run('undeploy', '--yes')).toMatchObject({ exitCode: 0 })
  const { files, configuration } = withoutPeople(await all())
  const was = withoutPeople(before)
  expect([...files.keys()]).toEqual([...was.files.keys()])
  for (const [path, text] of files) expect(`${path}\n${text}`).toBe(`${path}\n${was.files.get(path) ?? ''}`)
  expect(configuration).toEqual(was.configuration)
  expect(JSON.stringify(configuration)).toBe(JSON.stringify(was.configuration))
  await foreignLogins(world.tenant)
}, 120_000)

test('R43 no command has ever printed a secret', () => {
  const { environment, formerAuthToken } = world
  const names = ['AUTH0_CLIENT_SECRET', 'FINGERPRINT_KEY', 'TWILIO_AUTH_TOKEN', 'WEBHOOK_SECRET']
  const secrets = [...names.map((name) => environment[name] ?? ''), formerAuthToken]
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(10)
  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([])
  expect(printed.length).toBeGreaterThan(1000)
})

/** People who signed in meanwhile are no part of what was deployed. */
function withoutPeople<Part extends { configuration: object }>(part: Part): Part {
  return { ...part, configuration: { ...part.configuration, users: [] } }
}
