import { pass, warn, type Check } from '../finding.ts'

// A warning, since it matters to accounts with a second factor alone.
export const MFA_BY_ACTIONS: Check = {
  check: 'mfa_by_actions',
  title: 'Second factors by Actions',
  meaning:
    '“Customize MFA Factors using Actions” is on. Without it, the login of an account with a second factor fails when `reauthenticate` asks for it before a change.',
  blocks: false,
  mend: 'Dashboard, Security → Multi-factor Auth → Additional Settings: switch on Customize MFA Factors using Actions.',
  look: ({ settings }) =>
    settings['customize_mfa_in_postlogin_action'] === true ? pass('On.') : warn('Off.'),
}
