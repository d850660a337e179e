import type { JsonObject } from '../local-tenant/json.ts'
import type { TenantFile } from './tenant-file.ts'
import type { Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentAction, PresentTenant } from './present-tenant.ts'
import type { DeployRecord } from './record.ts'
import { changedSecrets, type SecretEntry } from './secret-hashes.ts'
import type { Wanted } from './wanted.ts'

/** Our Actions: their code, runtime and secrets, and whether that is what runs. */
export function compareActions(wanted: Wanted, present: PresentTenant, record: DeployRecord): Piece[] {
  const key = present.companion?.client.client_secret
  return (wanted.file.actions ?? []).map((entry) => {
    const found = present.actions.find(({ name }) => name === entry.name)
    const code = wanted.codes.get(entry.name) ?? ''
    const differences = found ? differencesOf(entry, code, found, record, key) : []
    return piece({ type: 'Action', name: entry.name }, found !== undefined, differences, {
      ...{ resource: 'actions', entry: entry as JsonObject },
    })
  })
}

type ActionEntry = NonNullable<TenantFile['actions']>[number]

function differencesOf(
  entry: ActionEntry,
  code: string,
  { deployed, ...draft }: PresentAction,
  record: DeployRecord,
  key: string | undefined,
): string[] {
  if (deployed === undefined) return ['was never deployed']
  const recorded = record.releases.at(-1)?.actions[entry.name]
  const isOfOthers = recorded !== undefined && recorded.version !== deployed.id
  const differs = (part: 'code' | 'runtime', value: unknown) =>
    draft[part] === value && deployed[part] === value ? [] : [part]
  return [
    ...differs('code', code),
    ...differs('runtime', entry['runtime']),
    ...(draft.dependencies === 0 ? [] : ['dependencies']),
    ...changedSecrets(secretsOf(entry), deployed.secretNames, recorded?.secrets, key),
    ...(draft.allDeployed ? [] : ['has a draft that does not run']),
    ...(isOfOthers ? ['somebody else has deployed a version of it'] : []),
  ]
}

export const secretsOf = (entry: { [field: string]: unknown }): SecretEntry[] =>
  (entry['secrets'] ?? []) as SecretEntry[]
