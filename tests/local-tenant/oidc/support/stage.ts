import { createHash } from 'node:crypto'
import { createAlarms } from '../../../../scripts/local-tenant/alarms.ts'
import { createTenantApp } from '../../../../scripts/local-tenant/host.ts'
import type { SigningKey } from '../../../../scripts/local-tenant/state.ts'
import { DEFAULT_UNKNOWNS } from '../../../../scripts/local-tenant/tenant.ts'
import type { Tenant } from '../../../../scripts/local-tenant/tenant.ts'
import type { Clock, Entropy } from '../../../../scripts/local-tenant/world.ts'
import { httpBrowser } from '../../../support/login.ts'
import type { HttpBrowser, Seen } from '../../../support/login.ts'
import { FakeActions } from './fake-actions.ts'
import { CALLBACK, CUSTOM_HOST, HOST, newKey, SECRET, smallState } from './small-tenant.ts'

export const VERIFIER = 'v'.repeat(43)
const START = Date.parse('2026-03-01T12:00:00.000Z')

export type Stage = {
  tenant: Tenant
  actions: FakeActions
  fetch: typeof fetch
  browser(): HttpBrowser
  advance(seconds: number): void
}

/** Call at the top of a test file; each test gets a tenant of its own, in this process, at a fixed time. */
export function useStage(): Stage {
  let key: SigningKey | undefined
  let stage: Stage | undefined
  beforeAll(async () => {
    key = await newKey()
  })
  beforeEach(() => {
    if (key !== undefined) stage = build(key)
  })
  const now = (): Stage => {
    if (stage === undefined) throw new Error('Use the stage inside a test.')
    return stage
  }
  return {
    get tenant() {
      return now().tenant
    },
    get actions() {
      return now().actions
    },
    get fetch() {
      return now().fetch
    },
    browser: () => now().browser(),
    advance: (seconds) => now().advance(seconds),
  }
}

function build(key: SigningKey): Stage {
  const clock = stillClock()
  const actions = new FakeActions()
  const tenant: Tenant = {
    config: { domain: HOST, customDomains: [CUSTOM_HOST], name: 'local' },
    world: { clock, entropy: countingEntropy() },
    state: smallState(key),
    unknowns: { ...DEFAULT_UNKNOWNS },
    actions,
  }
  const app = createTenantApp(tenant)
  const fetcher: typeof fetch = async (input, init) =>
    app.request(input instanceof URL ? input.href : input, init)
  return {
    ...{ tenant, actions, fetch: fetcher, browser: () => httpBrowser(fetcher) },
    advance: (seconds) => clock.advance(seconds),
  }
}

function stillClock(): Clock {
  let time = START
  const alarms = createAlarms()
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time += seconds * 1000
      alarms.ring(new Date(time))
    },
    offset: () => time - START,
    at: (moment, call) => alarms.set(moment, call),
    reset: () => {
      time = START
      alarms.clear()
    },
  }
}

/** Different at every call, the same in every run. */
function countingEntropy(): Entropy {
  let count = 0
  return {
    bytes: (length) => {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += 32) {
        count += 1
        bytes.set(
          createHash('sha256')
            .update(String(count))
            .digest()
            .subarray(0, length - at),
          at,
        )
      }
      return bytes
    },
  }
}

export function authorizeUrl(more: Record<string, string> = {}, host = HOST): URL {
  const url = new URL(`https://${host}/authorize`)
  url.search = new URLSearchParams({
    ...{
      client_id: 'app',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email phone',
    },
    ...{ state: 'app-state', nonce: 'app-nonce', connection: 'email' },
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  }).toString()
  return url
}

/** The newest code that was sent to the address or number. */
export function codeFor(stage: Stage, to: string): string {
  const newest = stage.tenant.state.inbox.filter((message) => message.to === to).at(-1)
  if (newest?.code === undefined) throw new Error('No code has been sent there')
  return newest.code
}

export async function askForCode(
  browser: HttpBrowser,
  email: string,
  more: Record<string, string> = {},
): Promise<Seen> {
  return browser.submit(await browser.open(authorizeUrl(more)), { email })
}

export async function logInByEmail(
  stage: Stage,
  browser: HttpBrowser,
  email = 'ada@example.com',
  more: Record<string, string> = {},
): Promise<Seen> {
  const page = await askForCode(browser, email, more)
  return browser.submit(page, { code: codeFor(stage, email) })
}

export async function logInByPhone(
  stage: Stage,
  browser: HttpBrowser,
  phone = '+447400123456',
  more: Record<string, string> = {},
): Promise<Seen> {
  const page = await browser.open(authorizeUrl({ connection: 'sms', ...more }))
  const asked = await browser.submit(page, { phone })
  return browser.submit(asked, { code: codeFor(stage, phone) })
}

export type TokenBody = Record<string, string> & { error?: string }

export async function askToken(
  stage: Stage,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: TokenBody }> {
  const answer = await stage.fetch(`https://${HOST}/oauth/token`, {
    ...{ method: 'POST', body: new URLSearchParams(fields).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
  return { status: answer.status, body: (await answer.json()) as TokenBody }
}

export const exchange = (stage: Stage, arrived: Seen, more: Record<string, string> = {}) =>
  askToken(stage, {
    ...{ grant_type: 'authorization_code', client_id: 'app', client_secret: SECRET },
    ...{ code: arrived.url.searchParams.get('code') ?? '', redirect_uri: CALLBACK, code_verifier: VERIFIER },
    ...more,
  })
