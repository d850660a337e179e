import { inGroups } from '../policy/table.ts'
import type { Account } from './account.ts'
import type { Sweep } from './job.ts'
import type { KeptReason } from './judge-left-over.ts'
import { KEPT } from './judge-left-over.ts'
import type { Finding } from './tally.ts'

/** An account as a line of the list; undefined for those that a list would drown in. */
export function lineOf(account: Account, finding: Finding): string | undefined {
  if (finding.is === 'kept' && (finding.reason === 'other_way_in' || finding.reason === 'recent'))
    return undefined
  const { user_id = '', phone_number = '', created_at = '', last_login } = account
  const used = last_login === undefined ? 'never used' : `last used ${dayOf(last_login)}`
  const what = WORDS[finding.is]
  const why = finding.is === 'kept' ? `: ${KEPT[finding.reason]}` : ''
  return `${what.padEnd(9)}  ${shortId(user_id)}  ${masked(phone_number)}  made ${dayOf(created_at)}, ${used}${why}`
}

const WORDS: Record<Finding['is'], string> = {
  left_over: 'left over',
  deleted: 'deleted',
  unmarked: 'unmarked',
  gone: 'gone',
  kept: 'kept',
}

// Threat: output ends up in logs of CI and in tickets. Enough to find an account by, not to use one.
const shortId = (id: string): string => (id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id)

const masked = (number: string): string => (/\d{2}$/.exec(number) ? `…${number.slice(-2)}` : '   ')

const dayOf = (time: string): string => time.slice(0, 10)

/** What a sweep found, in words. */
export function summaryText({ host, before, deletes, tally, beyondReach }: Sweep): string {
  const { seen, leftOver, deleted, unmarked, gone, kept } = tally
  const rows: [string, number, string][] = [
    ['looked at', seen, 'accounts whose root identity is a phone'],
    deletes
      ? ['deleted', deleted, 'left over by an inner login that was never completed']
      : ['left over', leftOver, 'by an inner login that was never completed'],
    ['unmarked', unmarked, 'phone accounts that no inner login is known to have made: never deleted'],
    ...(Object.entries(kept) as [KeptReason, number][]).map(
      ([reason, number]) => ['kept', number, KEPT[reason]] satisfies [string, number, string],
    ),
    ['gone', gone, 'search still showed them'],
  ]
  const lines = rows
    .filter(([, number], row) => row < 2 || number > 0)
    .map(([what, number, why]) => `  ${what.padEnd(9)}  ${inGroups(number).padStart(9)}  ${why}`)
  const hint =
    leftOver > 0 && !deletes
      ? ['', 'Nothing was deleted. To delete what is left over: npm run sweep -- --yes']
      : []
  return [
    `Phone accounts of ${host} made before ${before.toISOString()}:`,
    ...lines,
    ...beyondReach.map(sayBeyondReach),
    ...hint,
  ].join('\n')
}

const sayBeyondReach = (instant: string): string =>
  `At ${instant} there may be more accounts than search shows: sweep again once those that were deleted are out of its index.`

/** The same for programs, as JSON, with the whole ids of what is left over or was deleted. */
export function summaryJson(
  { host, olderThanDays, tally, beyondReach }: Sweep,
  ids: readonly string[],
): string {
  const summary = { host, olderThanDays, ...tally, ...(beyondReach.length > 0 && { beyondReach }), ids }
  return JSON.stringify(summary, null, 2)
}
