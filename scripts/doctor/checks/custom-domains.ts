import { pass, warn, type Check } from '../finding.ts'
import { about } from '../name-list.ts'

/** Warnings, since a plan or a scope may hide custom domains that are there. */
export const CUSTOM_DOMAINS: Check = {
  check: 'custom_domains',
  title: 'Custom domains',
  meaning:
    'Where `CUSTOM_DOMAINS` is given, it has the custom domains that are ready: at any other, phone steps end with `not_available`.',
  blocks: false,
  mend: 'Set CUSTOM_DOMAINS to what dashboard, Settings → Custom Domains shows, or leave it out: then those of the tenant count.',
  look: ({ customDomains: there }, { customDomains: given }) => {
    if (given === undefined) return pass(there.length === 0 ? 'There are none.' : `${there.join(', ')}.`)
    const problems = [
      ...about(
        there.filter((domain) => !given.includes(domain.toLowerCase())),
        (list) => `Not in CUSTOM_DOMAINS: ${list}.`,
      ),
      ...about(
        given.filter((domain) => !there.some((each) => each.toLowerCase() === domain)),
        (list) => `Not ready in the tenant: ${list}.`,
      ),
    ]
    if (problems.length > 0) return warn(problems.join(' '))
    return pass(given.length === 0 ? 'There are none.' : `${given.join(', ')}.`)
  },
}
