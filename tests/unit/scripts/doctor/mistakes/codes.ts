import { action } from '../healthy-tenant.ts'
import { DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const CODES: readonly Mistake[] = [
  [
    'a phone provider that is off',
    ({ tenant }) => (tenant.phoneProviders = [{ name: 'custom', disabled: true }]),
    'phone_provider',
    'fail',
    'custom is switched off.',
    DEPLOY,
  ],
  [
    'another phone provider in the place of ours',
    ({ tenant }) => (tenant.phoneProviders = [{ name: 'twilio', disabled: false }]),
    'phone_provider',
    'fail',
    'twilio is in its place.',
    DEPLOY,
  ],
  [
    'no phone provider yet, where ours is going to be',
    ({ tenant }) => (tenant.phoneProviders = []),
    'phone_provider',
    'fail',
    'The tenant has none.',
    DEPLOY,
  ],
  [
    'a phone provider that only calls',
    ({ tenant }) =>
      (tenant.phoneProviders = [{ name: 'custom', configuration: { delivery_methods: ['voice'] } }]),
    'phone_provider',
    'fail',
    'custom sends no texts.',
    DEPLOY,
  ],
  [
    'no phone provider, and none of ours is wanted',
    ({ tenant, wanted }) => {
      wanted.codeProvider = 'none'
      tenant.phoneProviders = []
    },
    'tenant_phone_provider',
    'fail, blocks',
    'The tenant has none.',
    'Branding → Phone Provider',
  ],
  [
    'one that is off, and none of ours is wanted',
    ({ tenant, wanted }) => {
      wanted.codeProvider = 'none'
      tenant.phoneProviders = [{ name: 'twilio', disabled: true }]
    },
    'tenant_phone_provider',
    'fail, blocks',
    'twilio is switched off.',
    'Branding → Phone Provider',
  ],
  [
    'somebody else’s Action that delivers codes',
    ({ tenant }) => tenant.actions.push(action('my-codes', 'custom-phone-provider')),
    'phone_provider_action',
    'fail, blocks',
    'my-codes delivers the tenant’s codes.',
    'CODE_PROVIDER set to none',
  ],
  [
    'legacy phone messages',
    ({ tenant }) => (tenant.settings['phone_consolidated_experience'] = false),
    'unified_phone',
    'warn',
    'It is off: codes may pass by the tenant’s phone provider.',
    'Use Tenant-level Messaging Provider',
  ],
]
