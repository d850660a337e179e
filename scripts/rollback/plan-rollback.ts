import type { PresentTenant } from '../deploy/present-tenant.ts'
import type { DeployRecord, Release } from '../deploy/record.ts'
import { hashSecrets } from '../deploy/secret-hashes.ts'

/** Which version of an Action takes the place of which. */
export type RollbackItem = {
  name: string
  actionId: string
  from: { number: number }
  to: { id: string; number: number }
}

export type RollbackPlan = {
  /** When the release that runs again was deployed. */
  to: string
  items: RollbackItem[]
  notes: string[]
}

/**
 * What it takes to run the release before the present one again. Pure.
 *
 * @throws {Error} when there is none, or when it could not run: its secrets belong to its versions
 */
export function planRollback(present: PresentTenant, { releases }: DeployRecord): RollbackPlan {
  const [target, running] = releases.slice(-2)
  if (target === undefined || running === undefined) {
    throw new Error('There is no earlier release to go back to: only one is remembered.')
  }
  refuseOldSecret(present, target)
  const items = Object.entries(target.actions).flatMap(([name, { version, number }]) => {
    const action = present.actions.find((each) => each.name === name)
    if (action?.deployed === undefined)
      throw new Error(`The Action “${name}” is not there any more: deploy again.`)
    const { deployed } = action
    if (deployed.id === version) return []
    return [{ name, actionId: action.id, from: { number: deployed.number }, to: { id: version, number } }]
  })
  const added = Object.keys(running.actions).filter((name) => !(name in target.actions))
  return {
    to: target.at,
    items,
    notes: [
      'Forms, flows, connections and marks stay as they are: only Actions have versions.',
      ...added.map((name) => `The Action “${name}” is newer than that release, and stays.`),
    ],
  }
}

/** The companion's secret is in its versions. Had it been changed since, every phone step would fail. */
function refuseOldSecret({ companion }: PresentTenant, { at, actions }: Release): void {
  const secret = companion?.client.client_secret
  if (secret === undefined) throw new Error('The companion application is not there any more: deploy again.')
  const name = 'COMPANION_CLIENT_SECRET'
  const now = hashSecrets([{ name, value: secret }], secret)[name]
  const isOld = Object.values(actions).some(
    ({ secrets }) => secrets[name] !== undefined && secrets[name] !== now,
  )
  if (!isOld) return
  throw new Error(
    `The companion’s client secret has been changed since the release of ${at}, whose Actions hold the former one: ` +
      'check out the commit that you want to go back to, and deploy it.',
  )
}

/** The record once the rollback is done: the release that was left is forgotten, and the other one runs. */
export function recordOfRollback(
  record: DeployRecord,
  runs: (name: string) => { version: string; number: number } | undefined,
): DeployRecord {
  const [target] = record.releases.slice(-2)
  if (target === undefined) return record
  const actions = Object.fromEntries(
    Object.entries(target.actions).map(([name, released]) => [name, { ...released, ...runs(name) }]),
  )
  return { ...record, releases: [...record.releases.slice(0, -2), { ...target, actions }] }
}
