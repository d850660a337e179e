import { join } from 'node:path'
import { createActionRuntime } from '../../../scripts/local-tenant/actions-runtime/runtime.ts'
import type { ControllableActionRuntime } from '../../../scripts/local-tenant/actions-runtime/runtime.ts'
import type {
  Action,
  ActionVersion,
  Configuration,
  TenantState,
} from '../../../scripts/local-tenant/state.ts'
import type { PostLoginResult, PostLoginRun } from '../../../scripts/local-tenant/tenant.ts'
import { hostClock, systemEntropy, type Clock } from '../../../scripts/local-tenant/world.ts'

/** An Action as a test writes it: its code, and what was configured beside it. */
export type GivenAction =
  | string
  | {
      code: string
      secrets?: { [name: string]: string }
      dependencies?: string[]
      deployed?: boolean
      /** Another than the bench's. */
      trigger?: string
    }

export type Bench = {
  runtime: ControllableActionRuntime
  clock: Clock
  state: TenantState
  /** One login; the event is a small but true one. */
  login: (run?: Partial<PostLoginRun> & { event?: object }) => Promise<PostLoginResult>
}

const AT = '2026-01-01T00:00:00.000Z'
const running: ControllableActionRuntime[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((runtime) => runtime.stop()))
})

/** A runtime with these Actions bound to one trigger, in this order; stopped after the test. */
export function actionBench(
  given: GivenAction[],
  { trigger = 'post-login', timeLimit = 20_000 }: { trigger?: string; timeLimit?: number } = {},
): Bench {
  const clock = hostClock()
  const state = stateWith(given, trigger)
  const runtime = createActionRuntime({
    state: () => state,
    world: { clock, entropy: systemEntropy },
    packagesRoot: join(import.meta.dirname, '..', '..', '..'),
    timeLimit,
  })
  running.push(runtime)
  return {
    runtime,
    clock,
    state,
    login: ({ event = {}, ...run } = {}) =>
      runtime.postLogin({
        buildEvent: (metadata) => ({ ...loginEvent(metadata), ...event }),
        metadata: {},
        canRedirect: true,
        ...run,
      }),
  }
}

export function loginEvent(metadata: object, protocol = 'oidc-basic-profile'): object {
  return {
    user: { user_id: 'email|1', app_metadata: {}, user_metadata: {} },
    request: { hostname: 'localhost:3443', ip: '127.0.0.1', query: {}, body: {} },
    transaction: { protocol, metadata },
  }
}

/** The one Action `onExecutePostLogin` with this body. */
export function onLogin(body: string): string {
  return `exports.onExecutePostLogin = async (event, api) => { ${body} }`
}

/** What the Action left behind for the test to see: the claims it put into the ID token. */
export function claimsOf(result: PostLoginResult): { [claim: string]: unknown } {
  if (result.kind === 'failed') throw new Error(`The login failed: ${result.message}`)
  return result.tokens.idTokenClaims
}

function stateWith(given: GivenAction[], trigger: string): TenantState {
  const named = given.map((action, index) => ({ id: `act_${index}`, name: `action-${index}`, action }))
  const triggersOf = (action: GivenAction) => [
    { id: (typeof action === 'string' ? undefined : action.trigger) ?? trigger, version: 'v3' },
  ]
  const configuration: Partial<Configuration> = {
    actions: named.map(({ id, name, action }): Action => {
      const { code, deployed = true } = typeof action === 'string' ? { code: action } : action
      return {
        id,
        name,
        code,
        supported_triggers: triggersOf(action),
        runtime: 'node22',
        dependencies: [],
        secrets: [],
        status: 'built',
        created_at: AT,
        updated_at: AT,
        deployed_version_id: deployed ? `${id}_1` : null,
        all_changes_deployed: deployed,
      }
    }),
    actionVersions: named.map(({ id, action }): ActionVersion => {
      const { code, secrets = {}, dependencies = [] } = typeof action === 'string' ? { code: action } : action
      return {
        id: `${id}_1`,
        action_id: id,
        number: 1,
        code,
        runtime: 'node22',
        dependencies: dependencies.map((name) => ({ name, version: 'latest' })),
        secrets: Object.entries(secrets).map(([name, value]) => ({ name, value, updated_at: AT })),
        supported_triggers: triggersOf(action),
        status: 'built',
        built_at: AT,
        created_at: AT,
        updated_at: AT,
      }
    }),
    bindings: {
      [trigger]: named.map(({ id, name }) => ({
        id: `bind_${id}`,
        trigger_id: trigger,
        action_id: id,
        display_name: name,
        created_at: AT,
        updated_at: AT,
      })),
    },
  }
  return { configuration } as TenantState
}
