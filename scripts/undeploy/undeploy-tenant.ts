import type { ManagementClient } from 'auth0'
import { BORN_KEY } from '../../lib/protocol/app-metadata.ts'
import type { Connection } from '../deploy/connect.ts'
import { countUsers } from '../deploy/count-users.ts'
import { ourNames, type OurNames } from '../deploy/our-names.ts'
import type { PresentTenant } from '../deploy/present-tenant.ts'
import { readTenant } from '../deploy/read-tenant.ts'
import { readRecord, type DeployRecord } from '../deploy/record.ts'
import type { TenantFile } from '../deploy/tenant-file.ts'
import { performStep } from './perform-step.ts'
import { planUndeploy, type UndeployPlan } from './plan-undeploy.ts'

export type UndeployInput = {
  connection: Connection
  /** `tenant.yaml`, for the triggers and connections that ours may be at. */
  document: TenantFile
  /** Of the Twilio phone provider that was there before; undefined where it is not given. */
  formerAuthToken: string | undefined
  onProgress?: (text: string) => void
}

/**
 * Reads the tenant and plans what undeploy does. Changes nothing.
 *
 * @throws {Error} with a sentence, when nothing of ours is there, or something cannot be put back without being told more
 */
export async function prepareUndeploy(input: UndeployInput): Promise<UndeployPlan> {
  const { connection, document, formerAuthToken } = input
  const { management, host } = connection
  const { present, record } = await readOurs(management, ourNames(document))
  if (record === undefined) {
    throw new Error(
      `Nothing is deployed to ${host}: it has no record of a deploy. If only the record was lost, deploy with --adopt first.`,
    )
  }
  const peopleWithPhones = await countUsers(management, WITH_PHONE)
  return planUndeploy({ present, record, peopleWithPhones, formerAuthToken })
}

/** Not those that an inner login made and nobody linked: they never were anybody's way in. */
const WITH_PHONE = `identities.provider:"sms" AND NOT app_metadata.${BORN_KEY}:true`

/** The tenant, with what an earlier release called ours, which the record names. */
async function readOurs(
  management: ManagementClient,
  ours: OurNames,
): Promise<{ present: PresentTenant; record: DeployRecord | undefined }> {
  const present = await readTenant(management, ours)
  const record = readRecord(present)
  const claimed = (kind: string, known: readonly string[]) => [
    ...new Set([
      ...known,
      ...(record?.claimed ?? []).flatMap((text) =>
        text.startsWith(`${kind}/`) ? [text.slice(kind.length + 1)] : [],
      ),
    ]),
  ]
  const all = { ...ours, forms: claimed('Form', ours.forms), flows: claimed('Flow', ours.flows) }
  const isAll = all.forms.length + all.flows.length === ours.forms.length + ours.flows.length
  return { present: isAll ? present : await readTenant(management, all), record }
}

/**
 * Does what the plan says, one step after the other. A run that was ended goes on with the next one: what is done
 * is not in its plan.
 */
export async function performUndeploy(input: UndeployInput, { steps }: UndeployPlan): Promise<void> {
  const { connection, onProgress = () => undefined } = input
  onProgress('Putting back what was there, and removing what is ours')
  for (const step of steps) await performStep(connection.management, step)
}
