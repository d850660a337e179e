import type { RunTracker } from './run-scope.ts'

/** What the code of an Action finds around itself. */
export type Surroundings = {
  runs: RunTracker
  /** Milliseconds since 1970, as the tenant has it. */
  now: () => number
  /** Names that it sees before the globals of the same name: none, where it has a thread of its own. */
  names: { [name: string]: unknown }
  /** Modules that it gets in place of Node's own. */
  modules: { [name: string]: unknown }
}
