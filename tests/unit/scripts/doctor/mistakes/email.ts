import { email, DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const EMAIL: readonly Mistake[] = [
  [
    'no email provider',
    ({ tenant }) => (tenant.emailProvider = undefined),
    'email_provider',
    'fail',
    'The tenant has only Auth0’s own, which is for tries.',
    'Branding → Email Provider',
  ],
  [
    'an email provider that is off',
    ({ tenant }) => (tenant.emailProvider = { name: 'ses', enabled: false }),
    'email_provider',
    'fail',
    'ses is switched off.',
    'Branding → Email Provider',
  ],
  [
    'an email connection of another kind',
    (of) => (email(of).strategy = 'auth0'),
    'email_connection',
    'fail, blocks',
    'The name email is taken by a connection of the kind auth0.',
    'Remove that connection',
  ],
  [
    'an email connection without a text',
    (of) => (email(of).options['email'] = { body: '  ' }),
    'email_connection',
    'fail, blocks',
    'The connection has no text.',
    'Write one that has {{ code }}',
  ],
  [
    'an app that cannot ask for a code by email',
    (of) => (email(of).enabledClients = ['id-companion']),
    'email_connection',
    'fail, blocks',
    'Not enabled for: Shop.',
    'Passwordless → Email → Applications',
  ],
  [
    'a companion that cannot',
    (of) => (email(of).enabledClients = ['id-app']),
    'email_connection_companion',
    'fail',
    'Not enabled for the companion.',
    DEPLOY,
  ],
]
