import type { Mistake } from '../mistake.ts'

export const PAGES: readonly Mistake[] = [
  [
    'Classic Login',
    ({ tenant }) => (tenant.prompts['universal_login_experience'] = 'classic'),
    'universal_login',
    'fail, blocks',
    'The tenant uses Classic Login.',
    'Branding → Universal Login',
  ],
  [
    'identifier and password together',
    ({ tenant }) => (tenant.prompts['identifier_first'] = false),
    'identifier_first',
    'fail, blocks',
    'The authentication profile asks for identifier and password together.',
    'Authentication → Authentication Profile',
  ],
  [
    'MFA Actions off',
    ({ tenant }) => (tenant.settings['customize_mfa_in_postlogin_action'] = false),
    'mfa_by_actions',
    'warn',
    'Off.',
    'Customize MFA Factors using Actions',
  ],
]
