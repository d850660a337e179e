import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultRule } from '../../scripts/local-tenant/faults.ts'
import type { Client } from '../../scripts/local-tenant/state.ts'
import type { CrowdedTenant, Kind } from './support/sweep/crowded-tenant.ts'
import { KINDS, startCrowdedTenant } from './support/sweep/crowded-tenant.ts'
import { deletedIn, runSweepCommand } from './support/sweep/run-sweep-command.ts'

jest.setTimeout(120_000)

let crowd: CrowdedTenant
beforeAll(async () => {
  crowd = await startCrowdedTenant()
})
afterAll(() => crowd.stop())

const folder = mkdtempSync(join(tmpdir(), 'sweep-'))
afterAll(() => rmSync(folder, { recursive: true }))

let place = ''
beforeEach(async () => {
  place = join(mkdtempSync(join(folder, 'run-')), 'place.json')
  await crowd.tenant.control.reset()
  await crowd.tenant.control.clearCalls()
})

const hostOf = () => new URL(crowd.tenant.origin).host
const environmentOf = ({ client_id, client_secret }: Client) => ({
  ...{ AUTH0_DOMAIN: hostOf(), AUTH0_CLIENT_ID: client_id, AUTH0_CLIENT_SECRET: client_secret },
  NODE_EXTRA_CA_CERTS: crowd.tenant.caFile,
})

type During = Parameters<typeof runSweepCommand>[2]
const sweep = (args: string[], more: { [name: string]: string } = {}, during?: During) =>
  runSweepCommand(
    ['--per-second', '50', '--resume-file', place, ...args],
    { ...environmentOf(crowd.deployer), ...more },
    during,
  )

const faults = (...rules: FaultRule[]) => crowd.tenant.control.faults(rules)
const TOO_MANY = {
  status: 429,
  headers: { 'retry-after': '1' },
  body: { statusCode: 429, message: 'Global limit' },
}

/** What is there but is no left-over; nobody else may be missing. */
async function expectOnlyLeftOversGone(): Promise<void> {
  const kinds = Object.keys(KINDS) as Kind[]
  const others = kinds.filter((kind) => kind !== 'left_over').flatMap((kind) => crowd.idsOf(kind))
  expect((await crowd.ids()).toSorted()).toEqual(others.toSorted())
}

/** Whatever had to be tried twice, no call comes between reading an account and deleting it. */
async function expectEachReadJustBefore(): Promise<void> {
  const calls = (await crowd.tenant.control.calls())
    .filter(({ path }) => path.startsWith('/api/v2/users/'))
    .map(({ method, path }) => `${method} ${decodeURIComponent(path.slice('/api/v2/users/'.length))}`)
  const once = calls.filter((call, index) => call !== calls[index - 1])
  const pairs = crowd.idsOf('left_over').map((id) => `GET ${id} DELETE ${id}`)
  const made = once.flatMap((call, index) => (index % 2 === 0 ? [`${call} ${once[index + 1]}`] : []))
  expect(made.toSorted()).toEqual(pairs.toSorted())
}

const FOUND = {
  ...{ olderThanDays: 30, seen: 900, leftOver: KINDS.left_over, unmarked: KINDS.unmarked, gone: 0 },
  kept: { recent: 20, blocked: 20, app_metadata: 20, user_metadata: 20, profile: 20 },
}

describe('listing', () => {
  test('tells of each kind how many there are, and deletes nobody', async () => {
    const { code, stdout, stderr } = await sweep(['--json'])
    expect([code, stderr]).toEqual([0, ''])
    const { ids, ...rest } = JSON.parse(stdout) as { ids: string[] }
    expect(rest).toEqual({ host: hostOf(), deleted: 0, ...FOUND })
    expect(ids.toSorted()).toEqual(crowd.idsOf('left_over').toSorted())
    expect(await crowd.ids()).toHaveLength(1250)
    expect(existsSync(place)).toBe(false)
  })

  test('needs no scope but read:users, and works at a custom domain', async () => {
    const { code, stdout } = await sweep([], {
      ...environmentOf(crowd.reader),
      ...{ AUTH0_DOMAIN: hostOf().replace('localhost', '127.0.0.1'), TENANT_DOMAIN: hostOf() },
    })
    expect(code).toBe(0)
    expect(stdout).toContain('\n  left over         80  by an inner login that was never completed\n')
    expect(stdout.match(/^unmarked {3}sms\|/gm)).toHaveLength(KINDS.unmarked)
    expect(stdout).toContain('To delete what is left over: npm run sweep -- --yes')
  })

  test('shows no whole id and no whole number', async () => {
    const { stdout, stderr } = await sweep([])
    expect(stdout.match(/sms\|\w{4}…\w{4} {2}…\d\d /g)?.length).toBeGreaterThan(800)
    expect(stdout + stderr).not.toMatch(/\d{6}/)
  })

  test('sees nothing younger than it is told', async () => {
    const { stdout } = await sweep(['--json', '--older-than', '101'])
    expect(JSON.parse(stdout)).toMatchObject({ olderThanDays: 101, seen: 0, ids: [] })
  })
})

describe('deleting', () => {
  test('takes the left-overs and nobody else, though the tenant is short of breath in between', async () => {
    await faults(
      { method: 'GET', path: '^/api/v2/users$', after: 2, times: 2, ...TOO_MANY },
      { method: 'GET', path: '^/api/v2/users/.', after: 20, times: 1, ...TOO_MANY },
      { method: 'DELETE', path: '^/api/v2/users/.', after: 30, times: 1, ...TOO_MANY },
      // Its answer is lost, so it is asked for again; deleting what is gone is a success.
      { method: 'DELETE', path: '^/api/v2/users/.', after: 60, times: 1, status: 503 },
    )
    const { code, stdout } = await sweep(['--yes', '--json'])
    expect(code).toBe(0)
    const { ids, ...rest } = JSON.parse(stdout) as { ids: string[] }
    expect(rest).toEqual({ host: hostOf(), deleted: KINDS.left_over, ...FOUND })
    expect(ids.toSorted()).toEqual(crowd.idsOf('left_over').toSorted())
    await expectOnlyLeftOversGone()
    await expectEachReadJustBefore()
  })

  test('goes on where it was when it is stopped, and when it is killed', async () => {
    const after = (count: number, signal: NodeJS.Signals): During => {
      let isSent = false
      return (stdout, child) => {
        if (isSent || deletedIn(stdout) < count) return
        isSent = true
        child.kill(signal)
      }
    }
    const stopped = await sweep(['--yes'], {}, after(20, 'SIGINT'))
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain(
      `Stopped. The same command goes on from there: ${place} holds the place.`,
    )
    const left = crowd.idsOf('left_over').length - deletedIn(stopped.stdout)
    const present = new Set(await crowd.ids())
    expect(crowd.idsOf('left_over').filter((id) => present.has(id))).toHaveLength(left)

    const killed = await sweep(['--yes'], {}, after(20, 'SIGKILL'))
    expect(killed.code).toBeNull()
    expect(killed.stderr).toMatch(/^Going on where the last run stopped, after \d+ accounts\.\n/)

    const last = await sweep(['--yes', '--json'])
    expect(last.code).toBe(0)
    const summary = JSON.parse(last.stdout) as { seen: number; deleted: number; gone: number; ids: string[] }
    // One may have been deleted by the run that was killed before it could write that down.
    expect([899, 900]).toContain(summary.seen)
    expect(summary.deleted).toBeGreaterThanOrEqual(KINDS.left_over - 1)
    expect(summary.deleted + summary.gone).toBeLessThanOrEqual(KINDS.left_over)
    expect(summary.ids).toHaveLength(summary.deleted)
    expect(existsSync(place)).toBe(false)
    await expectOnlyLeftOversGone()
  })

  test('begins anew where the place is of a list', async () => {
    await faults({ method: 'GET', path: '^/api/v2/users$', after: 3, ...TOO_MANY, status: 400 })
    expect((await sweep([])).code).toBe(1)
    await crowd.tenant.control.clearFaults()
    const { code, stdout, stderr } = await sweep(['--yes', '--json'])
    expect(code).toBe(0)
    expect(stderr).toContain(`${place} is of a sweep of another kind, which is given up.`)
    expect(JSON.parse(stdout)).toMatchObject({ seen: 900, deleted: KINDS.left_over })
  })
})

describe('the rate limit', () => {
  test('that stays used up ends the run with a sentence, and the next one goes on', async () => {
    await faults({ method: 'GET', path: '^/api/v2/users$', after: 4, ...TOO_MANY })
    expect(await sweep(['--json'])).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: `${hostOf()} refuses more requests for now (429): its rate limit is used up. Wait a minute and run the command again; it goes on where it stopped.\n`,
    })
    await crowd.tenant.control.clearFaults()
    const { code, stdout, stderr } = await sweep(['--json'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Going on where the last run stopped, after 39\d accounts\.\n$/)
    expect(JSON.parse(stdout)).toMatchObject({ ...FOUND, ids: { length: KINDS.left_over } })
  })

  test('is never run into, since answers tell when it is used up', async () => {
    await crowd.tenant.control.setRateLimit(2)
    const { code, stdout } = await sweep(['--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject(FOUND)
    const calls = (await crowd.tenant.control.calls()).filter(({ path }) => path === '/api/v2/users')
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]))
  })
})

test('a connection that breaks ends the run at once, with a sentence, and the next one goes on', async () => {
  await faults({ method: 'GET', path: '^/api/v2/users$', after: 4, drop: 'before' })
  const started = performance.now()
  const { code, stderr } = await sweep(['--json'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^localhost:\d+ cannot be reached \([A-Za-z_ ]+\)\. Run the command again\.\n$/)
  // The official client’s own timer of that call is of 30 s.
  expect(performance.now() - started).toBeLessThan(20_000)
  await crowd.tenant.control.clearFaults()
  expect((await sweep(['--json'])).stderr).toMatch(/^Going on where the last run stopped/)
})

describe('a clear sentence, and nothing done, for', () => {
  const wrong = (name: string, value: string) => ({ [name]: value })
  test.each<[string, string[], () => { [name: string]: string }, number, RegExp]>([
    [
      'a missing scope',
      ['--yes'],
      () => environmentOf(crowd.reader),
      1,
      /^The deploying application lacks Management API scopes: delete:users\.\n$/,
    ],
    [
      'wrong credentials',
      ['--yes'],
      () => wrong('AUTH0_CLIENT_SECRET', 'wrong'),
      1,
      /^localhost:\d+ does not accept the client id and secret of the deploying application\.\n$/,
    ],
    [
      'a host that nobody is at',
      ['--yes'],
      () => wrong('AUTH0_DOMAIN', 'localhost:65535'),
      1,
      /^localhost:65535 cannot be reached \(ECONNREFUSED\)\.\n$/,
    ],
    ['no host', ['--yes'], () => wrong('AUTH0_DOMAIN', ''), 2, /^AUTH0_DOMAIN is missing\. [^\n]*\n$/],
    ['a day that is none', ['--older-than', '0'], () => ({}), 2, /Not a whole number from 1 to 3650\.\n/],
    ['an unknown option', ['--force'], () => ({}), 2, /unknown option '--force'/],
  ])('%s', async (_, args, environment, exitCode, sentence) => {
    const { code, stdout, stderr } = await sweep(args, environment())
    expect([code, stdout]).toEqual([exitCode, ''])
    expect(stderr).toMatch(sentence)
    expect(existsSync(place)).toBe(false)
    expect(await crowd.ids()).toHaveLength(1250)
  })
})
