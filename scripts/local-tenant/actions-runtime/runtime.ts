import type { ActionRuntime } from '../tenant.ts'
import type { CacheMode } from './action-cache.ts'
import { boundActions, deployedAction } from './bound-actions.ts'
import { runCustomPhoneProvider } from './custom-phone-provider-pipeline.ts'
import { runPostLogin } from './post-login-pipeline.ts'
import { runPreUserRegistration } from './pre-user-registration-pipeline.ts'
import { createTriggerRunner, TIME_LIMIT, type RuntimeOptions } from './trigger-run.ts'

/** The runtime, and what only tests and the control interface may do with it. */
export type ControllableActionRuntime = ActionRuntime & {
  setCacheMode(mode: CacheMode): void
  /** Everything as it was at first: no caches, no runs, and Actions that remember nothing. */
  reset(): Promise<void>
  /** Ends every Action that runs, in the middle of what it does. */
  restart(): Promise<void>
}

/** Runs deployed Actions as Auth0 does: in threads of their own, under its wrapper, rules and limits. */
export function createActionRuntime(options: RuntimeOptions): ControllableActionRuntime {
  const runner = createTriggerRunner(options)
  const timeLimit = options.timeLimit ?? TIME_LIMIT
  return {
    postLogin: (run) => runPostLogin(runner, boundActions(options.state(), 'post-login'), run, timeLimit),
    preUserRegistration: (event) =>
      runPreUserRegistration(
        runner,
        boundActions(options.state(), 'pre-user-registration'),
        event,
        timeLimit,
      ),
    customPhoneProvider: (event) =>
      runCustomPhoneProvider(
        runner,
        deployedAction(options.state(), 'custom-phone-provider'),
        event,
        timeLimit,
      ),
    runs: () => runner.records(),
    forgetRuns: () => runner.forgetRecords(),
    setCacheMode: (mode) => runner.setCacheMode(mode),
    reset: () => runner.forgetAll(),
    beginAnew: () => runner.beginAnew(),
    restart: () => runner.endRuns(),
    stop: () => runner.dropAll(),
  }
}
