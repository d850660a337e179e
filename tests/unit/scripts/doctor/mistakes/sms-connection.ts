import { sms, DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const SMS: readonly Mistake[] = [
  [
    'a connection of another kind named sms',
    (of) => (sms(of).strategy = 'oidc'),
    'sms_connection_shape',
    'fail, blocks',
    'The name sms is taken by a connection of the kind oidc.',
    'Remove that connection',
  ],
  [
    'no text',
    (of) => delete sms(of).options['template'],
    'sms_connection_shape',
    'fail, blocks',
    'The connection has no text.',
    'Write a text that has {{ code }}',
  ],
  [
    'a gateway of its own, by its kind',
    (of) => (sms(of).options['provider'] = 'sms_gateway'),
    'sms_connection_shape',
    'fail, blocks',
    'The connection sends texts by a gateway of its own, so sms-provider is never asked.',
    'Use Tenant-level Messaging Provider',
  ],
  [
    'a gateway of its own, by its address',
    (of) => (sms(of).options['gateway_url'] = 'https://sms.example.com'),
    'sms_connection_shape',
    'fail, blocks',
    'The connection sends texts by a gateway of its own, so sms-provider is never asked.',
    'Use Tenant-level Messaging Provider',
  ],
  [
    'sign-up off',
    (of) => (sms(of).options['disable_signup'] = true),
    'sms_connection',
    'fail',
    'Sign-up is off, so no phone can be added.',
    DEPLOY,
  ],
  [
    'not enabled for the app',
    (of) => (sms(of).enabledClients = ['id-companion']),
    'sms_connection',
    'fail',
    'Not enabled for: Shop.',
    DEPLOY,
  ],
  [
    'not enabled for the companion',
    (of) => (sms(of).enabledClients = ['id-app']),
    'sms_connection',
    'fail',
    'Not enabled for: Phone Linking Companion.',
    DEPLOY,
  ],
  [
    'no sms connection yet',
    ({ tenant }) => (tenant.connections = tenant.connections.filter(({ name }) => name !== 'sms')),
    'sms_connection',
    'fail',
    'There is none.',
    DEPLOY,
  ],
]
