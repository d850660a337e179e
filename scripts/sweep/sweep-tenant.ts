import { setTimeout as sleep } from 'node:timers/promises'
import type { Deployer } from '../deploy/connect.ts'
import { connect } from '../deploy/connect.ts'
import { inGroups } from '../policy/table.ts'
import type { Job, Sweep } from './job.ts'
import { newSweep } from './job.ts'
import { createPace } from './pace.ts'
import type { Onlookers } from './run-sweep.ts'
import { runSweep } from './run-sweep.ts'
import type { Keeper, SavedSweep } from './saved-sweep.ts'
import { isOfJob, keepSweep, readSavedSweep, savedSweepOf } from './saved-sweep.ts'
import { SWEEP_DELETION_SCOPES, SWEEP_SCOPES } from './scopes.ts'
import type { SweepProgress } from './sweep-progress.ts'
import { tenantAccounts } from './tenant-accounts.ts'
import { lineOf, summaryJson, summaryText } from './words.ts'

export type SweepOptions = {
  olderThan: number
  yes: boolean
  json: boolean
  perSecond: number
  /** A whole path; without it, a file of the host's. */
  resumeFile?: string
}

export type Surroundings = {
  print: (text: string) => void
  progress: SweepProgress
  /** Ends the sweep after the account that it is at. */
  stop: AbortSignal
}

/** Milliseconds from which on a wait is worth a word. */
const LONG = 3_000

/**
 * Lists, or deletes, what inner logins left over in a tenant.
 *
 * @returns whether it came to the end; otherwise it goes on there when it is run again
 * @throws {Error} with a sentence, when it cannot begin: tenant unreachable, credentials refused, missing scopes, a
 *   resume file that is something else; or what the official client threw on the way
 */
export async function sweepTenant(
  deployer: Deployer,
  options: SweepOptions,
  around: Surroundings,
): Promise<boolean> {
  const { host } = deployer
  const job: Job = { host, olderThanDays: options.olderThan, deletes: options.yes }
  const file = options.resumeFile ?? savedSweepOf(host)
  const { sweep, idsLength } = takeUp(job, file, around.progress)
  const { management } = await connect(deployer, options.yes ? SWEEP_DELETION_SCOPES : SWEEP_SCOPES)
  const pace = createPace(options.perSecond, Date.now, (ms) => wait(ms, around))
  const keeper = keepSweep(file, idsLength)
  try {
    const onlookers = { found: tell(options, around, keeper), reached: (sweep: Sweep) => keeper.save(sweep) }
    const last = await runSweep(sweep, tenantAccounts(management, pace), onlookers, around.stop)
    if (around.stop.aborted) return stopped(file, around)
    around.progress.hide()
    around.print(options.json ? summaryJson(last, keeper.ids()) : summaryText(last))
    keeper.remove()
    return true
  } catch (error) {
    if (around.stop.aborted && (error as Error).name === 'AbortError') return stopped(file, around)
    around.progress.hide()
    throw error
  }
}

/** The sweep that the file holds, or a new one. */
function takeUp(job: Job, file: string, progress: SweepProgress): SavedSweep {
  const saved = readSavedSweep(file)
  if (saved === undefined) return { sweep: newSweep(job, new Date()), idsLength: 0 }
  if (isOfJob(saved.sweep, job)) {
    const { seen } = saved.sweep.tally
    progress.say(`Going on where the last run stopped, after ${inGroups(seen)} accounts.`)
    return saved
  }
  progress.say(`${file} is of a sweep of another kind, which is given up. Starting at the beginning.`)
  return { sweep: newSweep(job, new Date()), idsLength: 0 }
}

function tell({ json }: SweepOptions, around: Surroundings, keeper: Keeper): Onlookers['found'] {
  const { print, progress } = around
  return (account, finding, sweep) => {
    if (finding.is === 'left_over' || finding.is === 'deleted') keeper.addId(account.user_id ?? '')
    const line = json ? undefined : lineOf(account, finding)
    if (line !== undefined) {
      progress.hide()
      print(line)
    }
    progress.show(sweep)
  }
}

async function wait(ms: number, { progress, stop }: Surroundings): Promise<void> {
  if (ms > LONG) progress.say(`… waiting ${Math.ceil(ms / 1000)} s: the rate limit is used up`)
  await sleep(ms, undefined, { signal: stop })
}

function stopped(file: string, { progress }: Surroundings): false {
  progress.hide()
  progress.say(`Stopped. The same command goes on from there: ${file} holds the place.`)
  return false
}
