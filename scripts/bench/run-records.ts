import type { ActionRunRecord, OutsideCall } from '../local-tenant/tenant.ts'

/** Those of our Actions that run in a login, in their order. */
export const LOGIN_ACTIONS = ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice'] as const

/** The newest run of an Action's handler. */
export function runOf(
  runs: readonly ActionRunRecord[],
  name: string,
  handler = 'onExecutePostLogin',
): ActionRunRecord {
  const run = runs.findLast((one) => one.action_name === name && one.handler === handler)
  if (!run) throw new Error(`${name} has not run ${handler}.`)
  if (run.error !== undefined) throw new Error(`${name} failed in ${handler}: ${run.error}`)
  return run
}

export const callsOf = ({ outside_calls = [] }: ActionRunRecord): readonly OutsideCall[] => outside_calls

/** Milliseconds, the module's loading included. */
export const spent = ({ load_ms, run_ms }: ActionRunRecord): number => load_ms + run_ms

/**
 * How long a run waited for answers, and how long it worked between the last answer but one and the link; both in
 * milliseconds.
 */
export function measureWait(calls: readonly OutsideCall[]): { waiting: number; verifying: number } {
  const link = calls.find(({ method, url }) => method === 'POST' && url.endsWith('/identities'))
  if (!link) throw new Error('The run has linked nothing.')
  const before = calls.filter((call) => call !== link).map(({ started_ms, ms }) => started_ms + ms)
  const verifying = link.started_ms - Math.max(...before)
  return { waiting: link.started_ms + link.ms - verifying, verifying }
}

/**
 * How many tokens of the Management API the runs have fetched. The token endpoint is asked for the person's own code as
 * well, once by each run that goes on after a redirect.
 */
export function countManagementTokens(runs: readonly ActionRunRecord[]): number {
  return runs
    .map((run) => {
      const asked = callsOf(run).filter(({ url }) => url.endsWith('/oauth/token')).length
      return run.handler === 'onContinuePostLogin' ? Math.max(0, asked - 1) : asked
    })
    .reduce((sum, tokens) => sum + tokens, 0)
}
