import type { JWTPayload } from 'jose'
import { createHash } from 'node:crypto'
import { baseTenant } from '../../../../scripts/local-tenant/base-tenant.ts'
import { managementApi } from '../../../../scripts/local-tenant/management/router.ts'
import { MANAGEMENT_SCOPES } from '../../../../scripts/local-tenant/management/management-scopes.ts'
import { recorderOfEnvironment } from '../../../../scripts/local-tenant/recording/recorder.ts'
import { signToken } from '../../../../scripts/local-tenant/service/signing.ts'
import type {
  Client,
  Configuration,
  JsonObject,
  TenantState,
} from '../../../../scripts/local-tenant/state.ts'
import { DEFAULT_UNKNOWNS } from '../../../../scripts/local-tenant/tenant.ts'
import type { Tenant } from '../../../../scripts/local-tenant/tenant.ts'
import type { World } from '../../../../scripts/local-tenant/world.ts'
import { FakeActions } from '../../oidc/support/fake-actions.ts'

export const HOST = 'localhost:3443'
export const AUDIENCE = `https://${HOST}/api/v2/`
const START = Date.parse('2026-03-01T12:00:00.000Z')

const recorded = recorderOfEnvironment()

/** What the API answered. `body` is taken as an object: an expectation on a wrong one fails by itself. */
export type Answer = { status: number; body: JsonObject; list: JsonObject[]; headers: Headers; text: string }

export type BaseTenantApi = {
  tenant: Tenant
  configuration: Configuration
  client: (name: string) => Client
  /** With every scope and as `Deploy`, unless scopes or claims say otherwise. */
  call: (
    method: string,
    path: string,
    body?: unknown,
    scopes?: string[],
    claims?: JWTPayload,
  ) => Promise<Answer>
  advance: (seconds: number) => void
}

/** Call at the top of a test file; each test gets a fresh base tenant, in this process, at a fixed time. */
export function useBaseTenant(): BaseTenantApi {
  let pristine: TenantState | undefined
  let current: BaseTenantApi | undefined
  beforeAll(async () => {
    pristine = await baseTenant(
      { domain: HOST, customDomains: ['127.0.0.1:3443'], name: 'local' },
      stillWorld().world,
    )
  })
  beforeEach(() => {
    if (pristine !== undefined) current = openTenant(structuredClone(pristine))
  })
  const now = (): BaseTenantApi => {
    if (current === undefined) throw new Error('Use the tenant inside a test.')
    return current
  }
  return {
    get tenant() {
      return now().tenant
    },
    get configuration() {
      return now().configuration
    },
    client: (name) => now().client(name),
    call: (...request) => now().call(...request),
    advance: (seconds) => now().advance(seconds),
  }
}

function openTenant(state: TenantState): BaseTenantApi {
  const { world, advance } = stillWorld()
  const config = { domain: HOST, customDomains: ['127.0.0.1:3443'], name: 'local' }
  const tenant: Tenant = {
    config,
    world,
    state,
    unknowns: DEFAULT_UNKNOWNS,
    ...recorded,
    actions: new FakeActions(),
  }
  const app = managementApi(tenant)
  const client = (name: string): Client => {
    const found = state.configuration.clients.find((each) => each.name === name)
    if (found === undefined) throw new Error(`The base tenant has no client ${name}.`)
    return found
  }
  const tokenWith = (scopes: string[], claims: JWTPayload) => {
    const iat = Math.floor(world.clock.now().getTime() / 1000)
    const { client_id } = client('Deploy')
    return signToken(tenant, {
      ...{ iss: `https://${HOST}/`, sub: `${client_id}@clients`, azp: client_id, aud: AUDIENCE },
      ...{ iat, exp: iat + 86_400, scope: scopes.join(' '), gty: 'client-credentials' },
      ...claims,
    })
  }
  return {
    tenant,
    configuration: state.configuration,
    client,
    advance,
    async call(method, path, body, scopes = MANAGEMENT_SCOPES, claims = {}) {
      const headers = {
        authorization: `Bearer ${await tokenWith(scopes, claims)}`,
        'content-type': 'application/json',
      }
      const content = body === undefined ? {} : { body: JSON.stringify(body) }
      return readAnswer(await app.request(path, { method, headers, ...content }))
    },
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = (text === '' ? {} : JSON.parse(text)) as JsonObject
  const list = Array.isArray(body) ? (body as JsonObject[]) : []
  return { status: response.status, body, list, headers: response.headers, text }
}

/** Time stands still until it is moved; chance differs at every call and is the same in every run. */
function stillWorld(): { world: World; advance: (seconds: number) => void } {
  let [offset, count] = [0, 0]
  const advance = (seconds: number) => {
    offset += seconds * 1000
  }
  const bytes = (length: number) => {
    const blocks: Buffer[] = []
    for (let size = 0; size < length; size += 32) {
      blocks.push(createHash('sha256').update(`chance ${count++}`).digest())
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
  }
  const clock = {
    now: () => new Date(START + offset),
    advance,
    offset: () => offset,
    at: () => undefined,
    reset: () => {
      offset = 0
    },
  }
  return { world: { clock, entropy: { bytes } }, advance }
}
