import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ActionVersion } from '../../../scripts/local-tenant/state.ts'
import { actionBench, claimsOf, onLogin, type Bench } from './action-bench.ts'

// A reset between two tests: as if nothing had run yet, and as quick as can be.

/** Counts its runs in a module variable, and tells which thread it is in. */
const COUNTER = `let runs = 0
${onLogin(`
  runs += 1
  api.idToken.setCustomClaim('runs', runs)
  api.idToken.setCustomClaim('thread', require('node:worker_threads').threadId)
  if (event.hangs) await new Promise(() => {})
  if (event.calls) void fetch(event.calls).catch(() => undefined)
  if (event.later) setTimeout(() => void fetch(event.later).catch(() => undefined), 20)
  if (event.waits) await new Promise((resolve) => setTimeout(resolve, event.waits))
`)}`

const bench = (timeLimit?: number) => actionBench([COUNTER], timeLimit === undefined ? {} : { timeLimit })
const claims = async ({ login }: Bench, event: object = {}) => claimsOf(await login({ event }))
const threadOf = async (given: Bench, event?: object) => (await claims(given, event))['thread']

/** A server that counts who calls, and answers when it is told to, or never. */
async function listen(answers: boolean): Promise<{ url: string; calls: () => number; server: Server }> {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    if (answers) response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, calls: () => calls, server }
}
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

test('module variables are as at first, in the same thread', async () => {
  const given = bench()
  await given.login()
  const before = await claims(given)
  await given.runtime.reset()
  const after = await claims(given)
  expect([before['runs'], after['runs']]).toEqual([2, 1])
  expect(after['thread']).toBe(before['thread'])
})

test('caches and runs are forgotten', async () => {
  const { login, runtime } = actionBench([
    onLogin(
      `api.idToken.setCustomClaim('found', api.cache.get('k')?.value ?? null); api.cache.set('k', 'v')`,
    ),
  ])
  await login()
  expect(claimsOf(await login())).toEqual({ found: 'v' })
  await runtime.reset()
  expect(runtime.runs()).toEqual([])
  expect(claimsOf(await login())).toEqual({ found: null })
})

describe('a new thread is made', () => {
  test('after a run that hung', async () => {
    const given = bench(1000)
    const before = await threadOf(given)
    expect((await given.login({ event: { hangs: true } })).kind).toBe('failed')
    await given.runtime.reset()
    expect(await threadOf(given)).not.toBe(before)
  })

  test('when a run is still under way', async () => {
    const given = bench()
    const before = await threadOf(given)
    const running = given.login({ event: { hangs: true } })
    await given.runtime.reset()
    expect((await running).kind).toBe('failed')
    expect(given.runtime.runs()).toEqual([])
    expect(await threadOf(given)).not.toBe(before)
  })

  test('when a call that nobody waits for is still under way', async () => {
    const { url } = await listen(false)
    const given = bench()
    const before = await threadOf(given, { calls: url })
    await given.runtime.reset()
    expect(await threadOf(given)).not.toBe(before)
  })

  test('after every thread was ended', async () => {
    const given = bench()
    const before = await threadOf(given)
    await given.runtime.stop()
    expect(await threadOf(given)).not.toBe(before)
  })

  test('after a run that was ended', async () => {
    const given = bench()
    const before = await threadOf(given)
    const running = given.login({ event: { hangs: true } })
    await given.runtime.restart()
    expect((await running).kind).toBe('failed')
    expect(await threadOf(given)).not.toBe(before)
  })

  test.each([
    ['a global was left behind', { code: `globalThis.left = 1\n${COUNTER}` }],
    ['packages were loaded', { dependencies: [{ name: 'jose', version: '6.0.0' }] }],
  ])('for another version, when %s', async (_what, version) => {
    const given = bench()
    const [first] = given.state.configuration.actionVersions
    Object.assign(first ?? {}, version)
    const before = await threadOf(given)
    deployAnother(given)
    await given.runtime.reset()
    expect(await threadOf(given)).not.toBe(before)
  })
})

describe('another version that is deployed', () => {
  test.each(['reset', 'beginAnew'] as const)('begins in the thread that it finds (%s)', async (how) => {
    const given = bench()
    await given.login()
    const before = await claims(given)
    deployAnother(given)
    await given.runtime[how]()
    const after = await claims(given)
    expect([before['runs'], after['runs']]).toEqual([2, 1])
    expect(after['thread']).toBe(before['thread'])
  })

  test('lets a run that is under way end', async () => {
    const given = bench()
    const before = await threadOf(given)
    const running = claims(given, { waits: 100 })
    deployAnother(given)
    await given.runtime.beginAnew()
    const after = await claims(given)
    expect(after['thread']).not.toBe(before)
    expect(await running).toEqual({ runs: 2, thread: before })
  })

  test.each(['reset', 'restart'] as const)('lets it go on no longer than to the next %s', async (how) => {
    const given = bench()
    await given.login()
    const running = given.login({ event: { hangs: true } })
    deployAnother(given)
    await given.runtime.beginAnew()
    await given.runtime[how]()
    expect(await running).toMatchObject({ kind: 'failed', message: 'The Action ended its own process.' })
  })
})

function deployAnother({ state }: Bench): void {
  const { actions, actionVersions } = state.configuration
  const id = `another-${actionVersions.length}`
  actionVersions.push({ ...(actionVersions[0] as ActionVersion), id })
  Object.assign(actions[0] ?? {}, { deployed_version_id: id })
}

test('what an earlier run has left behind calls nobody any more', async () => {
  const { url, calls, server } = await listen(true)
  const given = bench()
  await given.login({ event: { later: url } })
  await given.runtime.reset()
  // In the same thread, until long after the timer of the first run.
  await given.login({ event: { waits: 100 } })
  const called = once(server, 'request')
  await given.login({ event: { later: url } })
  await called
  expect(calls()).toBe(1)
})
