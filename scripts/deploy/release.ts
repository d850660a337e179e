import { secretsOf } from './compare-actions.ts'
import { hashOf } from './json-changes.ts'
import type { PresentAction, PresentTenant } from './present-tenant.ts'
import { withRelease, type DeployRecord, type Release } from './record.ts'
import { hashSecrets } from './secret-hashes.ts'
import type { Wanted } from './wanted.ts'

/** The record with what runs now, as a release of its own if any Action runs another version. */
export function recordOfRelease(
  record: DeployRecord,
  { file }: Wanted,
  present: PresentTenant,
  now: Date,
): DeployRecord {
  const key = present.companion?.client.client_secret ?? ''
  const running: Release['actions'] = {}
  for (const entry of file.actions ?? []) {
    const version = versionOf(present.actions.find(({ name }) => name === entry.name))
    if (version) running[entry.name] = { ...version, secrets: hashSecrets(secretsOf(entry), key) }
  }
  const last = record.releases.at(-1)?.actions ?? {}
  const isSame = Object.entries(running).every(([name, { version }]) => last[name]?.version === version)
  return isSame ? record : withRelease(record, { at: now.toISOString(), actions: running })
}

/** What runs of an Action. */
export function versionOf(action: PresentAction | undefined) {
  const { deployed } = action ?? {}
  return (
    deployed && { version: deployed.id, number: deployed.number, content: hashOf(deployed.code).slice(0, 12) }
  )
}
