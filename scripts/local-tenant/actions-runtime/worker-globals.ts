import { recordingConsole, recordingFetch } from './recorded-outside.ts'
import type { RunTracker } from './run-scope.ts'
import { tenantDate } from './tenant-date.ts'

/** A worker that starts from a text has CommonJS names as globals, which an Action must not find at Auth0 either. */
export function removeModuleGlobals(): void {
  for (const name of ['__dirname', '__filename', 'module', 'exports', 'require']) {
    Reflect.deleteProperty(globalThis, name)
  }
}

/** The Action's `Date` follows the tenant's clock; timers, `performance` and the network keep the host's. */
export function installDate(): (offset: number) => void {
  const HostDate = Date
  let offset = 0
  const TenantDate = tenantDate(() => HostDate.now() + offset)
  HostDate.prototype.constructor = TenantDate
  globalThis.Date = TenantDate
  return (milliseconds) => {
    offset = milliseconds
  }
}

export function installConsole(runs: RunTracker): void {
  Object.assign(console, recordingConsole(runs))
}

/** @returns how many calls are under way */
export function installFetch(runs: RunTracker): () => number {
  const recording = recordingFetch(globalThis.fetch, runs)
  globalThis.fetch = recording.fetch
  return recording.underWay
}
