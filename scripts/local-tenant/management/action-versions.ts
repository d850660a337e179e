import { randomUuid } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import type { Action, ActionVersion, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { shownSecrets } from './action-content.ts'
import { withoutOldest } from './entity-limits.ts'

type Content = Pick<ActionVersion, 'code' | 'runtime' | 'dependencies' | 'secrets' | 'supported_triggers'>

/** Freezes this content (what the Action is now) as its next version, and runs that from here on. */
export function deploy(tenant: Tenant, action: Action, content: Content = action): ActionVersion {
  const { configuration } = tenant.state
  const own = configuration.actionVersions.filter(({ action_id }) => action_id === action.id)
  const now = isoNow(tenant.world.clock)
  const { code, runtime, dependencies, secrets, supported_triggers } = structuredClone(content)
  const version: ActionVersion = {
    id: randomUuid(tenant.world),
    action_id: action.id,
    number: Math.max(0, ...own.map(({ number }) => number)) + 1,
    ...{ code, runtime, dependencies, secrets, supported_triggers },
    status: 'built',
    ...{ built_at: now, created_at: now, updated_at: now },
  }
  action.deployed_version_id = version.id
  configuration.actionVersions = withoutOldest([...configuration.actionVersions, version], action)
  action.all_changes_deployed = true
  return version
}

export function shownAction(tenant: Tenant, action: Action): JsonObject {
  const { deployed_version_id, secrets, ...rest } = action
  const version = tenant.state.configuration.actionVersions.find(({ id }) => id === deployed_version_id)
  const deployed = version === undefined ? {} : { deployed_version: shownVersion(version, true) }
  return { ...rest, secrets: shownSecrets(secrets), ...deployed }
}

export function shownVersion(version: ActionVersion, deployed: boolean): JsonObject {
  return { ...version, deployed, secrets: shownSecrets(version.secrets) }
}
