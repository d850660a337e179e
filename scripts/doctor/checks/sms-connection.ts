import { about } from '../name-list.ts'
import { DEPLOY, fail, failFor, pass, type Check } from '../finding.ts'
import { foundApps } from './apps.ts'
import { connectionOf, hasText, problemOfStrategy } from './connection-facts.ts'
import { usesGateway } from './sms-gateway.ts'
import { ourNames } from '../../deploy/our-names.ts'

const PLACE = 'dashboard, Authentication → Passwordless → SMS'

export const SMS_CONNECTION_SHAPE: Check = {
  check: 'sms_connection_shape',
  title: 'Shape of the connection sms',
  meaning:
    'A connection named `sms` that is there already is an SMS connection with a text, and with `CODE_PROVIDER` set it does not send by a gateway of its own. A deploy keeps what it has.',
  blocks: true,
  mend: `Mend it by hand: ${PLACE}.`,
  look: (tenant, { codeProvider }) => {
    const connection = connectionOf(tenant, 'sms')
    if (connection === undefined) return pass('There is none yet: npm run deploy makes it.')
    const [taken] = problemOfStrategy(connection)
    if (taken !== undefined)
      return fail(taken, 'Remove that connection (dashboard, Authentication); its name cannot be changed.')
    if (!hasText(connection.options['template']))
      return fail('The connection has no text.', `Write a text that has {{ code }}: ${PLACE}.`)
    if (usesGateway(connection) && codeProvider !== undefined && codeProvider !== 'none')
      return fail(
        'The connection sends texts by a gateway of its own, so sms-provider is never asked.',
        `Switch on Use Tenant-level Messaging Provider (${PLACE}), or set CODE_PROVIDER to none.`,
      )
    return pass('An SMS connection with a text.')
  },
}

export const SMS_CONNECTION: Check = {
  check: 'sms_connection',
  title: 'Connection sms',
  meaning:
    'It is there, sign-up is on (an inner login creates the user; `phone-gate` keeps everybody else out), and it is enabled for the companion and the apps.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => {
    const connection = connectionOf(tenant, 'sms')
    if (connection === undefined) return fail('There is none.')
    const { companion } = ourNames(wanted.file)
    const clients = [
      { client_id: tenant.companion?.client.client_id, name: companion },
      ...foundApps(tenant, wanted),
    ]
    const closed = clients.filter(({ client_id = '' }) => !connection.enabledClients.includes(client_id))
    return failFor(
      [
        ...(connection.options['disable_signup'] === true
          ? ['Sign-up is off, so no phone can be added.']
          : []),
        ...about(
          closed.map(({ name }) => name),
          (names) => `Not enabled for: ${names}.`,
        ),
      ],
      `Sign-up is on; enabled for the companion${wanted.apps ? ' and the apps' : ''}.`,
    )
  },
}
