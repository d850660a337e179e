import { count } from '../doctor/count.ts'
import { blocking, examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { leaveOutUnwanted } from '../import/optional-parts.ts'
import type { Connection } from './connect.ts'
import type { DeploySettings } from './deploy-tenant.ts'
import type { PresentTenant } from './present-tenant.ts'
import type { Sources } from './wanted.ts'

/** The tenant lacks what a deploy cannot or must not give it. Says all at once, and how to mend each. */
export class BlockedError extends Error {
  readonly findings: readonly Finding[]

  constructor(host: string, findings: readonly Finding[]) {
    const lines = findings.map(({ title, found, mend = '' }) => `- ${title}: ${found} ${mend}`.trimEnd())
    super([`${host} is not ready, and nothing was changed:`, ...lines].join('\n'))
    this.name = 'BlockedError'
    this.findings = findings
  }
}

/** @throws {BlockedError} with each of the doctor's checks that keeps a deploy from starting */
export async function refuseBlocked(
  { management, host, tenantDomain }: Connection,
  { document, codes, bodies }: Sources,
  settings: DeploySettings,
  present: PresentTenant,
): Promise<void> {
  const { apps, otpApps, customDomains, smsOnlyAccounts } = settings
  const { CODE_PROVIDER, CODES_PER_HOUR } = settings.keywords(present)
  const findings = examine(present, {
    ...{ file: leaveOutUnwanted(document, { CODE_PROVIDER: CODE_PROVIDER ?? 'none' }), codes, bodies },
    ...{ tenantDomain, settingsProblems: [], apps, otpApps, customDomains, smsOnlyAccounts },
    codeProvider: typeof CODE_PROVIDER === 'string' ? CODE_PROVIDER : undefined,
    hasHourBudget: CODES_PER_HOUR !== 'none',
    counted: await count(management),
  })
  const found = blocking(findings)
  if (found.length > 0) throw new BlockedError(host, found)
}
