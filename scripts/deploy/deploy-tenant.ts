import type { GivenSettings } from '../settings/read-environment.ts'
import { runDeployCli } from '../import/run-deploy-cli.ts'
import { namesOfOthers, withClaims } from './claims.ts'
import type { Connection } from './connect.ts'
import { fillWanted } from './fill-wanted.ts'
import { findApps, type Apps } from './find-apps.ts'
import { makeWhatHasIds } from './first-pass.ts'
import { importPieces, type DeployCli } from './import-pieces.ts'
import { makePlan } from './make-plan.ts'
import { bind, markApps, switchConnections } from './open-doors.ts'
import { ourNames, type OurNames } from './our-names.ts'
import type { Plan } from './plan.ts'
import type { PresentTenant } from './present-tenant.ts'
import { readTenant } from './read-tenant.ts'
import { refuseBlocked } from './refuse-blocked.ts'
import { newRecord, readRecord, writeRecord } from './record.ts'
import { recordOfRelease } from './release.ts'
import type { Sources, Wanted } from './wanted.ts'

export type DeployInput = {
  connection: Connection
  sources: Sources
  settings: DeploySettings
  /** What has our names already is ours, though no record says so: it was lost. */
  adopt?: boolean
  /** auth0-deploy-cli, if not run as usual. */
  deployCli?: DeployCli
  onProgress?: (text: string) => void
}

/** What of the settings a deploy goes by. */
export type DeploySettings = Pick<
  GivenSettings,
  'apps' | 'otpApps' | 'keywords' | 'customDomains' | 'smsOnlyAccounts'
>

/** A tenant as it is, what is wanted of it, and what that takes. */
export type Prepared = { present: PresentTenant; wanted: Wanted; ours: OurNames; plan: Plan }

/**
 * Reads the tenant, looks whether it has what a deploy cannot give it, and makes a plan. Changes nothing.
 *
 * @throws {BlockedError} with all that stands in the way, and how to mend each
 * @throws {Error} with a sentence, when something of others has one of our names
 */
export async function planDeploy(input: DeployInput): Promise<Prepared> {
  const { connection, sources, settings } = input
  const ours = ourNames(sources.document)
  const present = await readTenant(connection.management, ours)
  await refuseBlocked(connection, sources, settings, present)
  return makePrepared(input, present)
}

/** Reads the tenant again and makes a plan. */
async function prepareAgain(input: DeployInput): Promise<Prepared> {
  return makePrepared(input, await readTenant(input.connection.management, ourNames(input.sources.document)))
}

function makePrepared({ sources, settings, adopt = false }: DeployInput, present: PresentTenant): Prepared {
  const ours = ourNames(sources.document)
  const found = readRecord(present)
  const record = adopt && found === undefined ? withClaims(newRecord(), ours) : found
  const others = namesOfOthers(ours, present, record ?? newRecord())
  if (others.length > 0) throw new Error(takenNames(others))
  const apps = appsOf(settings, present)
  const wanted = fillWanted(sources, settings.keywords(present), present, apps)
  return { present, wanted, ours, plan: makePlan(wanted, ours, present, apps, record) }
}

const appsOf = ({ apps, otpApps }: DeploySettings, { clients }: PresentTenant): Apps => ({
  all: findApps(clients, apps),
  otp: findApps(clients, otpApps),
})

const takenNames = (others: readonly string[]): string =>
  `The tenant has something of others under a name of ours, and no record says that it is ours: ${others.join(', ')}. ` +
  'Rename it; or, if it is ours and only the record was lost, deploy with --adopt.'

/**
 * Does what the plan says. Each step can be done again, and none leaves the tenant with an Action bound that is not
 * complete: first what was there is remembered, then all is made and filled, then our Actions are bound, and last
 * the apps' doors are opened. A run that was ended goes on with the next one.
 *
 * @throws {Error} with a sentence, when the tenant refuses something or is not as it should be afterwards
 */
export async function applyDeploy(input: DeployInput, prepared: Prepared): Promise<void> {
  const { connection, deployCli = runDeployCli, onProgress = () => undefined } = input
  const { management } = connection
  const { wanted, ours, plan, present } = prepared
  if (isDone(plan)) return
  onProgress('Remembering what the tenant has')
  await writeRecord(management, present, plan.record)
  if (await makeWhatHasIds(management, wanted, ours, present)) {
    onProgress('Made the companion and the Forms')
    await applyDeploy(input, await prepareAgain(input))
    return
  }
  onProgress('Importing with auth0-deploy-cli')
  await importPieces(plan, connection, wanted, deployCli)
  onProgress('Binding our Actions, opening the connections, marking the apps')
  await bind(management, wanted.file.triggers ?? {})
  await switchConnections(management, plan.openings, true)
  await switchConnections(management, plan.closings, false)
  await markApps(management, plan.marks)
  onProgress('Looking whether all is there')
  await finish(input)
}

/** Remembers what runs now, and looks whether anything is left to do. */
async function finish(input: DeployInput): Promise<void> {
  const { present, wanted, ours, plan } = await prepareAgain(input)
  const record = recordOfRelease(plan.record, wanted, present, new Date())
  await writeRecord(input.connection.management, present, record)
  const apps = appsOf(input.settings, present)
  const left = makePlan(wanted, ours, present, apps, record).pieces.filter(({ change }) => change !== 'keep')
  if (left.length === 0) return
  const names = left.map(({ type, name, details }) => `${type} “${name}” (${details.join(', ')})`)
  throw new Error(
    `The import went through, but the tenant is not as it should be: ${names.join('; ')}. Deploy again; if it stays so, run npm run doctor.`,
  )
}

export const isDone = ({ pieces }: Plan): boolean => pieces.every(({ change }) => change === 'keep')
