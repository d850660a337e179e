import { named, DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const APPS: readonly Mistake[] = [
  [
    'an app that is not there',
    ({ wanted }) => (wanted.apps = ['Shop', 'Shpo']),
    'apps',
    'fail, blocks',
    'The tenant has no application “Shpo”.',
    'Say in APP_CLIENTS',
  ],
  [
    'a name that two have',
    ({ tenant, wanted }) => {
      tenant.clients.push({ client_id: 'id-third', name: 'Other' })
      wanted.apps = ['Shop', 'Other']
    },
    'apps',
    'fail, blocks',
    'The tenant has 2 applications named “Other”: say its client id.',
    'Say in APP_CLIENTS',
  ],
  [
    'an app without its mark',
    ({ tenant }) => (named(tenant.clients, 'Shop').client_metadata = { phone_link: 'off' }),
    'app_marks',
    'fail',
    'Not marked: Shop.',
    DEPLOY,
  ],
  [
    'a custom domain that CUSTOM_DOMAINS lacks',
    ({ tenant, wanted }) => {
      wanted.customDomains = ['login.example.com']
      tenant.customDomains.push('id.example.com')
    },
    'custom_domains',
    'warn',
    'Not in CUSTOM_DOMAINS: id.example.com.',
    'Settings → Custom Domains',
  ],
]
