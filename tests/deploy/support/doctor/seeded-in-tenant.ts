import { byHand, mended, type SeededMistake } from './seeded-mistake.ts'

/** Of the login pages, email and phone provider. */
export const SEEDED_IN_TENANT: readonly SeededMistake[] = [
  {
    what: 'the login pages are Classic',
    seed: ({ management }) => management.prompts.updateSettings({ universal_login_experience: 'classic' }),
    check: 'universal_login',
    found: 'Classic Login',
    ...byHand('Branding → Universal Login'),
  },
  {
    what: 'Identifier First is off',
    seed: ({ management }) => management.prompts.updateSettings({ identifier_first: false }),
    check: 'identifier_first',
    found: 'identifier and password together',
    ...byHand('Authentication → Authentication Profile'),
  },
  {
    what: 'there is no email provider',
    seed: ({ management }) => management.emails.provider.delete(),
    check: 'email_provider',
    found: 'only Auth0’s own',
    ...{ verdict: 'fail', blocks: false, mend: 'Branding → Email Provider' },
  },
  {
    what: 'the email provider is off',
    seed: ({ management }) => management.emails.provider.update({ enabled: false }),
    check: 'email_provider',
    found: 'smtp is switched off.',
    ...{ verdict: 'fail', blocks: false, mend: 'Branding → Email Provider' },
  },
  {
    what: 'the phone provider is off',
    seed: async ({ management }) => {
      const { providers = [] } = await management.branding.phone.providers.list()
      await management.branding.phone.providers.update(providers[0]?.id ?? '', { disabled: true })
    },
    check: 'phone_provider',
    found: 'custom is switched off.',
    ...mended,
  },
  {
    what: 'brute-force protection is off',
    seed: ({ management }) => management.attackProtection.bruteForceProtection.update({ enabled: false }),
    check: 'attack_protection',
    found: 'Off: brute-force protection.',
    ...mended,
  },
  {
    what: 'MFA by Actions is off',
    seed: ({ management }) =>
      management.tenants.settings.update({ customize_mfa_in_postlogin_action: false }),
    check: 'mfa_by_actions',
    found: 'Off.',
    ...{ verdict: 'warn', blocks: false, mend: 'Customize MFA Factors using Actions' },
  },
  {
    what: 'people sign in by phone alone, beside one that an inner login made',
    seed: async ({ management }) => {
      const person = (digit: number, app_metadata = {}) =>
        management.users.create({
          ...{ connection: 'sms', phone_number: `+491511234567${digit}`, phone_verified: true, app_metadata },
        })
      await person(1)
      await person(2, { plan: 'gold' })
      await person(3, { phone_link_born: true })
      const { user_id = '' } = await person(4)
      const { user_id: primary = '' } = await management.users.create({
        ...{ connection: 'email', email: 'ada@example.com', email_verified: true },
      })
      const [, id = ''] = user_id.split('|')
      await management.users.identities.link(primary, { provider: 'sms', user_id: id })
    },
    check: 'phone_only_people',
    found: 'About 2 accounts sign in by phone alone',
    ...byHand('Set SMS_ONLY_ACCOUNTS'),
  },
]
