import type { Management, ManagementClient } from 'auth0'
import type { PresentAction } from './present-tenant.ts'

/** Reads every Action of the tenant, page by page. Values of secrets are never shown. */
export async function readActions(management: ManagementClient): Promise<PresentAction[]> {
  const actions: PresentAction[] = []
  for await (const action of await management.actions.list({ per_page: 50 })) {
    actions.push(...presentAction(action))
  }
  return actions
}

function presentAction(action: Management.Action): PresentAction[] {
  const { id, name, code = '', runtime = '', deployed_version: version } = action
  if (id === undefined || name === undefined) return []
  return [
    {
      ...{ id, name, code, runtime },
      trigger: action.supported_triggers?.[0]?.id ?? '',
      dependencies: action.dependencies?.length ?? 0,
      secretNames: namesOf(action.secrets),
      deployed:
        version?.id === undefined
          ? undefined
          : {
              id: version.id,
              number: version.number ?? 0,
              code: version.code ?? '',
              runtime: version.runtime ?? '',
              secretNames: namesOf(version.secrets),
            },
      allDeployed: action.all_changes_deployed === true,
    },
  ]
}

const namesOf = (secrets: readonly { name?: string | undefined }[] | undefined): string[] =>
  (secrets ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]))
