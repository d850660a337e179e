import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { managementOf } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import { nodeForActions } from '../../../scripts/local-tenant/node22.ts'
import { startTenant, type RunningTenant } from '../../../scripts/local-tenant/start.ts'

const root = join(import.meta.dirname, '..', '..', '..')

async function readJson(url: string, caFile: string): Promise<{ issuer?: string }> {
  const request = get(url, { ca: readFileSync(caFile), agent: false })
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream]
  return (await json(response)) as { issuer?: string }
}

describe('a local tenant in its own process', () => {
  let tenant: RunningTenant
  beforeAll(async () => {
    tenant = await startTenant({ customDomains: ['127.0.0.1'] })
  })
  afterAll(() => tenant.stop())

  test('Actions run on Node 22, or the person is warned that they do not', () => {
    expect(tenant.node.startsWith('22.') || tenant.warning !== undefined).toBe(true)
  })

  test('R64 each host is an issuer of its own, under one certificate', async () => {
    const path = '/.well-known/openid-configuration'
    const customOrigin = tenant.origin.replace('localhost', '127.0.0.1')
    expect((await readJson(tenant.origin + path, tenant.caFile)).issuer).toBe(`${tenant.origin}/`)
    expect((await readJson(customOrigin + path, tenant.caFile)).issuer).toBe(`${customOrigin}/`)
  })

  test('a fault breaks the connection of the next call only', async () => {
    const keys = `${tenant.origin}/.well-known/jwks.json`
    await tenant.control.clearCalls()
    await tenant.control.faults([{ method: 'GET', path: 'jwks', times: 1, drop: 'before' }])
    await expect(readJson(keys, tenant.caFile)).rejects.toThrow(/hang up|reset/)
    expect(await readJson(keys, tenant.caFile)).toHaveProperty('keys')
    const calls = await tenant.control.calls()
    expect(calls.map(({ path, status, from_action }) => [path, status, from_action])).toEqual([
      ['/.well-known/jwks.json', 0, false],
      ['/.well-known/jwks.json', 200, false],
    ])
  })

  test('each call of the Management API is remembered with the scope that let it through', async () => {
    const fetcher = trustingFetch(tenant.caFile)
    const management = managementOf(await tenant.control.state(), tenant.origin, fetcher)
    await management.clients.list()
    await tenant.control.clearCalls()
    await management.clients.list()
    await management.users.delete('email|nobody')
    await fetcher(`${tenant.origin}/api/v2/clients`)
    const calls = await tenant.control.calls()
    expect(calls.map(({ method, status, scope }) => [method, status, scope])).toEqual([
      // Four scopes open the list; the token has all of them.
      ['GET', 200, 'read:clients'],
      ['DELETE', 204, 'delete:users'],
      ['GET', 401, undefined],
    ])
  })

  test('a port that is taken is named in one sentence', async () => {
    const port = Number(new URL(tenant.origin).port)
    await expect(startTenant({ port })).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or choose another port with --port.`,
    )
  })
})

describe('the end of a local tenant', () => {
  test('nothing listens once it was stopped', async () => {
    const tenant = await startTenant()
    await tenant.stop()
    await expect(readJson(tenant.origin, tenant.caFile)).rejects.toThrow('ECONNREFUSED')
  })

  test('it ends by itself when whoever started it is gone', async () => {
    const main = join(root, 'scripts', 'local-tenant', 'main.ts')
    const child = spawn(nodeForActions(root).path, ['--import', 'tsx', main, '--stop-with-stdin'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    const ended = once(child, 'exit')
    child.stdin.destroy()
    expect(await ended).toEqual([0, null])
  })
})
