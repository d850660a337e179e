import type { PresentClient } from './present-tenant.ts'

/** The applications of an admin's settings. */
export type Apps = {
  all: readonly PresentClient[]
  /** Those of them that may link by the OTP grant as well. */
  otp: readonly PresentClient[]
}

/**
 * The applications that an admin names, by client id or by name.
 *
 * @throws {Error} naming each that is not there, or whose name several have
 */
export function findApps(clients: readonly PresentClient[], wanted: readonly string[]): PresentClient[] {
  const problems: string[] = []
  const apps = wanted.flatMap((nameOrId) => {
    const byId = clients.filter(({ client_id }) => client_id === nameOrId)
    const found = byId.length > 0 ? byId : clients.filter(({ name }) => name === nameOrId)
    if (found.length === 0) problems.push(`The tenant has no application “${nameOrId}”.`)
    if (found.length > 1)
      problems.push(`The tenant has ${found.length} applications named “${nameOrId}”: say its client id.`)
    return found.slice(0, 1)
  })
  if (problems.length > 0) throw new Error(problems.join(' '))
  return apps
}
