import type { Account } from './account.ts'
import type { Sweep } from './job.ts'
import { judgeLeftOver } from './judge-left-over.ts'
import { placeAfter } from './place.ts'
import type { Finding } from './tally.ts'
import { count } from './tally.ts'
import type { Search } from './walk-accounts.ts'
import { walkAccounts } from './walk-accounts.ts'

/** The tenant's accounts. */
export type Accounts = {
  /** What the index knows, which lags behind. */
  search: Search
  /** What is there now; undefined if nothing is. */
  read(id: string): Promise<Account | undefined>
  remove(id: string): Promise<void>
}

/** Who is told how it goes. */
export type Onlookers = {
  found(account: Account, finding: Finding, sweep: Sweep): void
  /** From here the sweep can be taken up again, also by another process. */
  reached(sweep: Sweep): void
}

/**
 * Looks at every account with a phone from where the sweep is, and deletes left-overs if it is to.
 *
 * @param stop ends it after the account that it is at
 * @returns the sweep as it stands at the end
 * @throws what a call threw; where the sweep stood then has been told
 */
export async function runSweep(
  start: Sweep,
  accounts: Accounts,
  onlookers: Onlookers,
  stop: AbortSignal,
): Promise<Sweep> {
  let sweep = start
  try {
    for await (const stretch of walkAccounts(accounts.search, start.place, start.before)) {
      if ('beyondReach' in stretch) {
        const { beyondReach: place } = stretch
        sweep = { ...sweep, place, beyondReach: [...sweep.beyondReach, place.madeAt ?? ''] }
      } else {
        for (const account of stretch.accounts) {
          if (stop.aborted) return sweep
          const finding = await dealWith(account, sweep, accounts)
          sweep = {
            ...sweep,
            place: placeAfter(sweep.place, account),
            tally: count(sweep.tally, finding),
          }
          onlookers.found(account, finding, sweep)
          // What was deleted would not be counted again.
          if (finding.is === 'deleted') onlookers.reached(sweep)
        }
      }
      onlookers.reached(sweep)
      if (stop.aborted) return sweep
    }
    return sweep
  } finally {
    onlookers.reached(sweep)
  }
}

// Threat: search lags behind, and somebody may have come back meanwhile. Nobody is deleted by what search says.
async function dealWith(found: Account, { before, deletes }: Sweep, accounts: Accounts): Promise<Finding> {
  const verdict = judgeLeftOver(found, before)
  const { user_id: id } = found
  if (verdict.is !== 'left_over' || !deletes || id === undefined) return verdict
  const present = await accounts.read(id)
  if (present?.user_id !== id) return { is: 'gone' }
  const now = judgeLeftOver(present, before)
  if (now.is !== 'left_over') return now
  await accounts.remove(id)
  return { is: 'deleted' }
}
