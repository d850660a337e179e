import { randomUuid } from '../service/random.ts'
import { isoNow } from '../service/seconds.ts'
import type { Configuration } from '../state.ts'
import type { World } from '../world.ts'

const CODE = `exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('https://example.com/greeting', 'hello')
  api.accessToken.setCustomClaim('https://example.com/greeting', 'hello')
}
`

/** Somebody else's Action, deployed and bound to post-login. */
export function baseActions(world: World): Pick<Configuration, 'actions' | 'actionVersions' | 'bindings'> {
  const [actionId, versionId] = [randomUuid(world), randomUuid(world)]
  const now = isoNow(world.clock)
  const content = {
    code: CODE,
    runtime: 'node22',
    dependencies: [],
    secrets: [],
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
    created_at: now,
    updated_at: now,
  }
  return {
    actions: [
      {
        ...content,
        id: actionId,
        name: 'greeting',
        status: 'built',
        deployed_version_id: versionId,
        all_changes_deployed: true,
      },
    ],
    actionVersions: [
      { ...content, id: versionId, action_id: actionId, number: 1, status: 'built', built_at: now },
    ],
    bindings: {
      'post-login': [
        {
          id: randomUuid(world),
          trigger_id: 'post-login',
          action_id: actionId,
          display_name: 'greeting',
          created_at: now,
          updated_at: now,
        },
      ],
    },
  }
}
