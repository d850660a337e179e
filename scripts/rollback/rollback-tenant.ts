import { orUndefined } from '../deploy/absent.ts'
import type { Connection } from '../deploy/connect.ts'
import { ourNames } from '../deploy/our-names.ts'
import type { PresentTenant } from '../deploy/present-tenant.ts'
import { readActions } from '../deploy/read-actions.ts'
import { readTenant } from '../deploy/read-tenant.ts'
import { readRecord, writeRecord, type DeployRecord } from '../deploy/record.ts'
import { versionOf } from '../deploy/release.ts'
import type { TenantFile } from '../deploy/tenant-file.ts'
import { planRollback, recordOfRollback, type RollbackPlan } from './plan-rollback.ts'

export type PreparedRollback = { present: PresentTenant; record: DeployRecord; plan: RollbackPlan }

/**
 * Reads the tenant and plans which versions run again. Changes nothing.
 *
 * @throws {Error} with a sentence, when there is no earlier release, or when it could not run
 */
export async function prepareRollback(
  { management, host }: Connection,
  document: TenantFile,
): Promise<PreparedRollback> {
  const present = await readTenant(management, ourNames(document))
  const record = readRecord(present)
  if (record === undefined) throw new Error(`Nothing is deployed to ${host}: it has no record of a deploy.`)
  const plan = planRollback(present, record)
  // Auth0 keeps the last 50 versions of an Action. Nothing is changed before it is known that all are there.
  for (const { name, actionId, to } of plan.items) {
    const version = await orUndefined([404], () => management.actions.versions.get(actionId, to.id))
    if (version === undefined)
      throw new Error(`Version ${to.number} of the Action “${name}” is not there any more: deploy again.`)
  }
  return { present, record, plan }
}

/** Runs the earlier versions again. Each Action can be done again: a run that was ended goes on with the next one. */
export async function performRollback(
  { management }: Connection,
  { present, record, plan }: PreparedRollback,
): Promise<void> {
  for (const { actionId, to } of plan.items) await management.actions.versions.deploy(actionId, to.id)
  const actions = await readActions(management)
  const runs = (wanted: string) => versionOf(actions.find(({ name }) => name === wanted))
  await writeRecord(management, present, recordOfRollback(record, runs))
}
