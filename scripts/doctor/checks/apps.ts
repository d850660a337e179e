import { findApps } from '../../deploy/find-apps.ts'
import type { PresentClient, PresentTenant } from '../../deploy/present-tenant.ts'
import type { Expected } from '../expected.ts'
import { DEPLOY, failFor, NOT_KNOWN, pass, fail, type Check } from '../finding.ts'
import { about, nameList } from '../name-list.ts'

export const APPS: Check = {
  check: 'apps',
  title: 'Apps',
  meaning: 'Every application that `APP_CLIENTS` names is there, and its name is the name of one alone.',
  blocks: true,
  mend: 'Say in APP_CLIENTS what the application is called in the dashboard (Applications), or its client id.',
  look: ({ clients }, { apps }) => {
    if (apps === undefined) return NOT_KNOWN
    const problems = apps.flatMap((app) => lookUp(clients, app).problems)
    return failFor(problems, `${nameList(apps)}.`)
  },
}

export const APP_MARKS: Check = {
  check: 'app_marks',
  title: 'Marks of apps',
  meaning: 'Every app carries `phone_link: "on"` in its `client_metadata`: only its people may add a phone.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => {
    if (wanted.apps === undefined) return NOT_KNOWN
    const apps = foundApps(tenant, wanted)
    const isOurs = (client: PresentClient) => apps.some(({ client_id }) => client_id === client.client_id)
    const unmarked = apps.filter((app) => !isMarked(app)).map(({ name }) => name)
    if (unmarked.length > 0) return fail(`Not marked: ${nameList(unmarked)}.`)
    // Somebody may have marked further ones by hand, and may well have meant it.
    const further = tenant.clients.filter((client) => isMarked(client) && !isOurs(client))
    const also = about(
      further.map(({ name }) => name),
      (names) => `Marked as well, without being in APP_CLIENTS: ${names}.`,
    )
    return pass(['All are marked.', ...also].join(' '))
  },
}

/** The apps of the settings, as far as they are there. */
export const foundApps = ({ clients }: PresentTenant, { apps = [] }: Expected): PresentClient[] =>
  apps.flatMap((app) => lookUp(clients, app).found)

/** The application of that name or client id, if it is there and one alone. */
export function lookUp(
  clients: readonly PresentClient[],
  app: string,
): { found: PresentClient[]; problems: string[] } {
  try {
    return { found: findApps(clients, [app]), problems: [] }
  } catch (error) {
    return { found: [], problems: [error instanceof Error ? error.message : String(error)] }
  }
}

const isMarked = ({ client_metadata }: PresentClient): boolean => client_metadata?.['phone_link'] === 'on'
