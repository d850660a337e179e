import { fail, pass, type Check } from '../finding.ts'

/**
 * It fails, since without one nobody learns of a change of their phone: a flow sends email only by a provider of the
 * tenant's own. It does not block, since all logins work, and since a deploy neither needs nor touches it.
 *
 * Sources: Auth0 docs, customize/forms/flows/integrations/auth0 («Send email»); customize/email/smtp-email-providers
 * («The Built-In Email Provider»: ten emails a minute, not for production).
 */
export const EMAIL_PROVIDER: Check = {
  check: 'email_provider',
  title: 'Email provider',
  meaning:
    'The tenant has an email provider of its own, and it is on. Without it no email says that a phone was changed, and codes go by Auth0’s provider for tries.',
  blocks: false,
  mend: 'Dashboard, Branding → Email Provider: set up a provider of your own and switch it on.',
  look: ({ emailProvider }) => {
    if (emailProvider === undefined) return fail('The tenant has only Auth0’s own, which is for tries.')
    const { name, enabled } = emailProvider
    const shown = typeof name === 'string' ? name : 'a provider'
    return enabled === false ? fail(`${shown} is switched off.`) : pass(`${shown} is on.`)
  },
}
