import type { DeployInput } from '../../scripts/deploy/deploy-tenant.ts'
import { connect } from '../../scripts/deploy/connect.ts'
import { asText } from '../../scripts/deploy/github-markdown.ts'
import { renderPlanComment } from '../../scripts/deploy/render-plan-comment.ts'
import { shownPlan } from '../../scripts/deploy/plan.ts'
import { DEPLOY_SCOPES, ROLLBACK_SCOPES, UNDEPLOY_SCOPES } from '../../scripts/deploy/scopes.ts'
import { readDocument } from '../../scripts/deploy/wanted.ts'
import { performRollback, prepareRollback } from '../../scripts/rollback/rollback-tenant.ts'
import { deployWorld, type DeployWorld } from './support/deploy-world.ts'
import { expectDeployed, expectUnharmed, expectWhole, foreignPart, wholeOf } from './support/ended.ts'

jest.setTimeout(120_000)

// What a deploy makes of changes, of limits and of what stands in its way.

let world: DeployWorld
let foreign: string
let before: string

beforeAll(async () => {
  world = await deployWorld()
  foreign = await foreignPart(world)
  before = await wholeOf(world)
}, 120_000)
beforeEach(() => world.tenant.control.reset())
afterAll(() => world.stop())

const changed = async (more: Partial<DeployInput> = {}) =>
  shownPlan('tenant', (await world.plan(more)).plan)
    .items.filter(({ change }) => change !== 'keep')
    .map(({ type, name, details }) => `${type} ${name}: ${details.join(', ')}`)
const configuration = async () => (await world.tenant.control.state()).configuration
const metadataOf = async (name: string) =>
  (await configuration()).clients.find((client) => client.name === name)?.['client_metadata']
const action = async (name: string) => {
  const { actions, actionVersions } = await configuration()
  const found = actions.find((each) => each.name === name)
  const version = actionVersions.find(({ id }) => id === found?.deployed_version_id)
  if (found === undefined || version === undefined) throw new Error(`${name} is not deployed`)
  return { id: found.id, version }
}
const secretOf = async (name: string, secret: string) =>
  (await action(name)).version.secrets.find((each) => each.name === secret)?.value
/** The message that it ends with; whatever it did must have left the tenant as it was. */
const refusal = async (more: Partial<DeployInput> = {}) => {
  const was = await wholeOf(world)
  const message = await world.deploy(more).then(
    () => 'it was deployed',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  await expectWhole(world, was)
  return message
}

describe('a change', () => {
  const VOIP = { NUMBER_TYPES: 'mobile,voip' }
  const holders = ['phone-prompt', 'phone-challenge', 'sms-provider']

  test('of a setting is named by the secret, and no other Action gets a new version', async () => {
    await world.deploy()
    const gate = (await action('phone-gate')).version.id
    const settings = world.settingsWith(VOIP)
    expect(await changed({ settings })).toEqual(holders.map((name) => `Action ${name}: secret NUMBER_TYPES`))
    await world.deploy({ settings })
    expect(await changed({ settings })).toEqual([])
    expect(await secretOf('phone-challenge', 'NUMBER_TYPES')).toBe('mobile,voip')
    expect((await action('phone-gate')).version.id).toBe(gate)
  })

  test('that others made to ours is put right: code, order, options that must be so', async () => {
    await world.deploy()
    const { management } = await world.connection()
    const { id } = await action('phone-notice')
    await management.actions.update(id, { code: 'exports.onExecutePostLogin = async () => {}' })
    await management.actions.deploy(id)
    const bindings = ['greeting', 'phone-prompt', 'reauthenticate', 'phone-challenge', 'phone-notice']
    await management.actions.triggers.bindings.updateMany('post-login', {
      bindings: bindings.map((value) => ({ ref: { type: 'action_name', value }, display_name: value })),
    })
    expect(await changed()).toEqual([
      'Action phone-notice: code, somebody else has deployed a version of it',
      'Bindings post-login: ours come first',
    ])
    await world.deploy()
    await expectDeployed(world)
  })

  test('of the apps: those that are not named any more lose their marks and the door, and nothing else', async () => {
    await world.deploy()
    const settings = world.settingsWith({ APP_CLIENTS: 'Other App', OTP_CLIENTS: 'none' })
    expect(await changed({ settings })).toEqual([
      'Connection sms: is opened to Other App, is closed to Demo App, which is not named any more, is closed to Demo Native, which is not named any more',
      'App Other App: is marked phone_link',
      'App Demo App: is not named any more: phone_link as it was',
      'App Demo Native: is not named any more: phone_link as it was, is not named any more: phone_link_otp as it was',
    ])
    await world.deploy({ settings })
    expect(await changed({ settings })).toEqual([])
    await world.undeploy()
    await expectWhole(world, before)
  })

  test('of the apps with the OTP grant: marked besides, what they lack is said, and the mark goes again', async () => {
    const settingsOf = (OTP_CLIENTS: string) =>
      world.settingsWith({ APP_CLIENTS: 'Demo App, Phone App', OTP_CLIENTS })
    const settings = settingsOf('Phone App')
    const plan = shownPlan('tenant', (await world.plan({ settings })).plan)
    const note =
      'Phone App is in OTP_CLIENTS, but has not the grant type that it needs, and a deploy gives none. ' +
      'Dashboard, Applications → the app → Settings → Advanced Settings → Grant Types: switch on Passwordless OTP.'
    expect(plan.notes).toContain(note)
    expect(renderPlanComment(plan)).toContain(asText(note))
    await world.deploy({ settings })
    expect(await metadataOf('Phone App')).toMatchObject({ phone_link: 'on', phone_link_otp: 'on' })
    expect(await metadataOf('Demo App')).toEqual({ phone_link: 'on' })
    expect(await changed({ settings })).toEqual([])
    await expectUnharmed(world, foreign)

    const without = settingsOf('none')
    expect(await changed({ settings: without })).toEqual([
      'App Phone App: is not to be marked any more: phone_link_otp as it was',
    ])
    await world.deploy({ settings: without })
    expect(await metadataOf('Phone App')).not.toHaveProperty('phone_link_otp')
    expect(await changed({ settings: without })).toEqual([])

    await world.deploy({ settings })
    await world.undeploy()
    await expectWhole(world, before)
  })

  test('that somebody made to an app after it was named no more is theirs', async () => {
    await world.deploy()
    const settings = world.settingsWith({ APP_CLIENTS: 'Other App', OTP_CLIENTS: 'none' })
    await world.deploy({ settings })
    const { management } = await world.connection()
    const { clients, connections } = await configuration()
    const client_id = clients.find(({ name }) => name === 'Demo App')?.client_id ?? ''
    await management.clients.update(client_id, { client_metadata: { phone_link: 'on' } })
    const sms = connections.find(({ name }) => name === 'sms')?.id ?? ''
    await management.connections.clients.update(sms, [{ client_id, status: true }])
    expect(await changed({ settings })).toEqual([])
  })

  test('of somebody else’s, made since, stays when all is taken away', async () => {
    await world.deploy()
    const { management } = await world.connection()
    const { bindings } = await configuration()
    const kept = (bindings['post-login'] ?? []).map(({ display_name }) => display_name).slice(0, -1)
    const { actions } = await configuration()
    const named = (bindings['post-login'] ?? []).slice(0, -1).map(({ action_id, display_name }) => ({
      ref: { type: 'action_name' as const, value: actions.find(({ id }) => id === action_id)?.name ?? '' },
      display_name,
    }))
    await management.actions.triggers.bindings.updateMany('post-login', { bindings: named })
    await world.undeploy()
    const left = ((await configuration()).bindings['post-login'] ?? []).map(
      ({ display_name }) => display_name,
    )
    expect(left).toEqual(kept.slice(4))
  })
})

describe('rollback', () => {
  const rollback = async () => {
    const connection = await connectAs(ROLLBACK_SCOPES)
    const prepared = await prepareRollback(connection, await readDocument())
    await performRollback(connection, prepared)
    return prepared.plan
  }
  const releases = ['mobile', 'mobile,voip', 'mobile,fixed_line']

  test('runs the versions before, and those before these; a deploy goes on from there', async () => {
    for (const NUMBER_TYPES of releases)
      await world.deploy({ settings: world.settingsWith({ NUMBER_TYPES }) })
    expect((await rollback()).items.map(({ name }) => name).sort()).toEqual([
      'phone-challenge',
      'phone-prompt',
      'sms-provider',
    ])
    expect(await secretOf('phone-challenge', 'NUMBER_TYPES')).toBe('mobile,voip')
    await rollback()
    expect(await secretOf('phone-challenge', 'NUMBER_TYPES')).toBe('mobile')
    await expect(rollback()).rejects.toThrow('There is no earlier release to go back to')
    await world.deploy()
    await expectDeployed(world)
    await world.undeploy()
    await expectWhole(world, before)
  })

  test('is refused where the companion’s secret has been changed since: its versions hold the former one', async () => {
    for (const NUMBER_TYPES of releases)
      await world.deploy({ settings: world.settingsWith({ NUMBER_TYPES }) })
    const { clients } = await configuration()
    const companion = clients.find(({ name }) => name === 'Phone Linking Companion')?.client_id ?? ''
    const { management } = await world.connection()
    await management.clients.rotateSecret(companion)
    await world.deploy({ settings: world.settingsWith({ NUMBER_TYPES: 'mobile' }) })
    await expect(rollback()).rejects.toThrow('client secret has been changed since')
  })

  test('is refused where nothing was ever deployed', async () => {
    await expect(rollback()).rejects.toThrow('it has no record of a deploy')
  })
})

describe('what stands in the way is said, and nothing is changed', () => {
  test('an Action of others under one of our names, unless it is said to be ours', async () => {
    const { management } = await world.connection()
    await management.actions.create({
      ...{ name: 'reauthenticate', code: 'exports.onExecutePostLogin = async () => {}' },
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    })
    expect(await refusal()).toBe(
      'The tenant has something of others under a name of ours, and no record says that it is ours: Action “reauthenticate”. ' +
        'Rename it; or, if it is ours and only the record was lost, deploy with --adopt.',
    )
    await world.deploy({ adopt: true })
    await expectDeployed(world)
  })

  test('a tenant that lacks what no deploy gives: all of it at once', async () => {
    const { management } = await world.connection()
    await management.prompts.updateSettings({
      universal_login_experience: 'classic',
      identifier_first: false,
    })
    const message = await refusal({
      settings: world.settingsWith({ APP_CLIENTS: 'No Such App', OTP_CLIENTS: 'Other App' }),
    })
    expect(message.split('\n')[0]).toMatch(/^localhost:\d+ is not ready, and nothing was changed:$/)
    for (const part of [
      'New Universal Login',
      'Identifier First',
      'No Such App',
      '“Other App” is not in APP_CLIENTS',
    ])
      expect(message).toContain(part)
  })

  test('an sms connection of another shape', async () => {
    const { management } = await world.connection()
    const { connections } = await configuration()
    const { id = '' } = connections.find(({ name }) => name === 'sms') ?? {}
    await management.connections.delete(id)
    await management.connections.create({ name: 'sms', strategy: 'oidc', options: {} })
    expect(await refusal()).toContain('The name sms is taken')
  })

  test.each(DEPLOY_SCOPES)('the scope %s is missing', async (scope) => {
    const { management } = await world.connection()
    const { clients, clientGrants } = await configuration()
    const deployer = clients.find(({ name }) => name === 'Deploy')?.client_id
    const grant = clientGrants.find(({ client_id }) => client_id === deployer)
    await management.clientGrants.update(grant?.id ?? '', {
      scope: grant?.scope.filter((each) => each !== scope) ?? [],
    })
    await expect(connectAs(DEPLOY_SCOPES)).rejects.toThrow(
      `The deploying application lacks Management API scopes: ${scope}.`,
    )
  })

  test.each([
    ['wrong credentials', { clientSecret: 'wrong' }, 'does not accept the client id and secret'],
    ['an unreachable host', { host: 'localhost:1' }, 'localhost:1 cannot be reached (ECONNREFUSED)'],
    ['a custom domain taken for the canonical one', { tenantDomain: '127.0.0.1:1' }, 'as TENANT_DOMAIN'],
  ])('%s', async (_, more, expected) => {
    await expect(connectAs(DEPLOY_SCOPES, more)).rejects.toThrow(expected)
  })
})

test('R64 a deploy by a custom domain makes the same as one by the canonical domain', async () => {
  await world.deploy()
  const canonical = await wholeOf(world)
  await world.tenant.control.reset()
  const host = world.deployer.host.replace('localhost', '127.0.0.1')
  await world.deploy({ connection: await connectAs(DEPLOY_SCOPES, { host }) })
  await expectDeployed(world)
  expect(withoutChance(await wholeOf(world))).toEqual(withoutChance(canonical))
})

describe('R66 the scopes that are used are those that are asked for', () => {
  const used = async (): Promise<string[]> => {
    const calls = await world.tenant.control.calls()
    return [...new Set(calls.flatMap(({ scope }) => (scope === undefined ? [] : [scope])))].sort()
  }

  /** Grants the deploying application these, and no others. */
  const granted = async (scopes: readonly string[]) => {
    const { management } = await world.connection()
    const { clients, clientGrants } = await configuration()
    const deployer = clients.find(({ name }) => name === 'Deploy')?.client_id
    const grant = clientGrants.find(({ client_id }) => client_id === deployer)
    await management.clientGrants.update(grant?.id ?? '', { scope: [...scopes] })
    const connection = await connectAs(scopes)
    await management.clientGrants.update(grant?.id ?? '', { scope: grant?.scope ?? [] })
    await world.tenant.control.clearCalls()
    return connection
  }
  // It shows secrets in answers that another scope lets through.
  const visibly = (scopes: readonly string[]) =>
    [...scopes].filter((scope) => scope !== 'read:client_keys').sort()

  test('by deploys, also to a tenant that has lost parts of ours', async () => {
    const connection = await granted(DEPLOY_SCOPES)
    await world.deploy({ connection })
    const first = await used()
    await loseParts()
    await world.tenant.control.clearCalls()
    await world.deploy({ connection })
    await expectDeployed(world)
    expect([...new Set([...first, ...(await used())])].sort()).toEqual(visibly(DEPLOY_SCOPES))
  })

  test('by an undeploy, which needs none to make anything', async () => {
    await world.deploy()
    await world.undeploy({ connection: await granted(UNDEPLOY_SCOPES) })
    await expectWhole(world, before)
    const usedNow = await used()
    expect(usedNow.filter((scope) => !UNDEPLOY_SCOPES.includes(scope))).toEqual([])
    // What had been there before was not removed.
    expect(visibly(UNDEPLOY_SCOPES).filter((scope) => !usedNow.includes(scope))).toEqual([
      'delete:connections',
      'delete:phone_providers',
    ])
  })

  /** What a deploy then has to make again, or to set right. */
  const loseParts = async () => {
    const { management } = await world.connection()
    const {
      connections,
      phoneProviders,
      clientGrants,
      clients,
      flows,
      phoneTemplates = [],
    } = await configuration()
    const companion = clients.find(({ name }) => name === 'Phone Linking Companion')?.client_id ?? ''
    const idOf = (things: readonly object[], matches: (thing: { [name: string]: unknown }) => boolean) =>
      (things as { id: string }[]).find((thing) => matches(thing))?.id ?? ''
    await management.connections.delete(idOf(connections, ({ name }) => name === 'sms'))
    await management.branding.phone.providers.delete(idOf(phoneProviders, () => true))
    const grant = idOf(clientGrants, ({ client_id }) => client_id === companion)
    await management.clientGrants.update(grant, { scope: ['read:users'] })
    await management.clients.update(companion, { callbacks: [] })
    await management.flows.update(
      idOf(flows, ({ name }) => name === 'Phone Linking Accept'),
      { actions: [] },
    )
    await management.branding.phone.templates.update(
      idOf(phoneTemplates, ({ type }) => type === 'otp_verify'),
      { content: { body: { text: '{{ code }}' } } },
    )
  }
})

describe('too many requests', () => {
  test('a tenant that takes eight a second is deployed to, and waited for', async () => {
    await world.tenant.control.setRateLimit(8)
    await world.deploy()
    await world.tenant.control.setRateLimit(null)
    const refused = (await world.tenant.control.calls()).filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    await expectDeployed(world)
    await expectUnharmed(world, foreign)
  }, 180_000)

  // While it reads, while it makes what has ids, and while deploy-cli imports; that one tries ten times by itself.
  test.each([5, 25, 120])(
    '429 from call %d on: said, and the next deploy completes it',
    async (after) => {
      const headers = { 'retry-after': '1' }
      await world.tenant.control.faults([{ path: '^/api/v2/', after, status: 429, headers, body: {} }])
      const message = await world.deploy().then(
        () => 'it was deployed',
        (error: Error) => error.message,
      )
      expect(message).toMatch(/429|rate limit|Too Many Requests/i)
      await world.tenant.control.clearFaults()
      await expectUnharmed(world, foreign)
      await world.deploy()
      await expectDeployed(world)
    },
    60_000,
  )
})

const connectAs = (scopes: readonly string[], more: object = {}) =>
  connect({ ...world.deployer, ...more }, scopes)

type Secrets = { secrets: { name: string; value: string }[] }

/** What chance decides: the companion's secret, the record's hashes of it, and which of several calls came first. */
function withoutChance(whole: string): object {
  const { actions, actionVersions, clients, ...rest } = JSON.parse(whole) as {
    actions: (Secrets & { name: string })[]
    actionVersions: Secrets[]
    clients: { name: string; client_secret: string }[]
  }
  const withoutItsSecret = <Thing extends Secrets>(thing: Thing) => ({
    ...thing,
    secrets: thing.secrets.filter(({ name }) => name !== 'COMPANION_CLIENT_SECRET'),
  })
  const all = {
    ...rest,
    clients: clients.map((client) =>
      client.name === 'Phone Linking Companion' ? { ...client, client_secret: '' } : client,
    ),
    actionVersions: actionVersions.map(withoutItsSecret),
    actions: actions.filter(({ name }) => name !== 'phone-linking-record').map(withoutItsSecret),
  }
  // Several calls are under way at once, and a list has what came first before the others.
  return Object.fromEntries(
    Object.entries(all).map(([name, things]) => [name, Array.isArray(things) ? inOrder(things) : things]),
  )
}

const inOrder = (things: readonly unknown[]): unknown[] =>
  things
    .map((thing) => ({ thing, text: JSON.stringify(thing) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ thing }) => thing)
