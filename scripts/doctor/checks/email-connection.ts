import { isObject } from '../../forms/json.ts'
import { DEPLOY, fail, pass, type Check } from '../finding.ts'
import { nameList } from '../name-list.ts'
import { foundApps } from './apps.ts'
import { connectionOf, hasText, problemOfStrategy } from './connection-facts.ts'

const PLACE = 'dashboard, Authentication → Passwordless → Email'

export const EMAIL_CONNECTION: Check = {
  check: 'email_connection',
  title: 'Connection email',
  meaning:
    'People sign in by a code by email: the passwordless connection `email` is there, has a text, and is enabled for each app. It is the tenant’s own; a deploy never makes it.',
  blocks: true,
  mend: `Set it up: ${PLACE}.`,
  look: (tenant, wanted) => {
    const connection = connectionOf(tenant, 'email')
    if (connection === undefined) return fail('There is none.')
    const [taken] = problemOfStrategy(connection)
    if (taken !== undefined)
      return fail(taken, 'Remove that connection (dashboard, Authentication); its name cannot be changed.')
    const { email } = connection.options
    if (!isObject(email) || !hasText(email['body']))
      return fail('The connection has no text.', `Write one that has {{ code }}: ${PLACE}.`)
    const closed = foundApps(tenant, wanted).filter(
      ({ client_id }) => !connection.enabledClients.includes(client_id),
    )
    if (closed.length === 0)
      return pass(`It has a text${wanted.apps ? ', and is enabled for each app' : ''}.`)
    const names = nameList(closed.map(({ name }) => name))
    return fail(`Not enabled for: ${names}.`, `Enable it for them: ${PLACE} → Applications.`)
  },
}

export const EMAIL_CONNECTION_COMPANION: Check = {
  check: 'email_connection_companion',
  title: 'Connection email, for the companion',
  meaning:
    'The companion may use the connection `email`: before a change, a stale session is asked for a new code by email.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant) => {
    const clientId = tenant.companion?.client.client_id
    const isOpen =
      clientId !== undefined && connectionOf(tenant, 'email')?.enabledClients.includes(clientId) === true
    return isOpen ? pass('Enabled.') : fail('Not enabled for the companion.')
  },
}
