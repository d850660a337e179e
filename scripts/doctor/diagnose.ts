import { asSentence, connect } from '../deploy/connect.ts'
import { ourNames } from '../deploy/our-names.ts'
import { readTenant } from '../deploy/read-tenant.ts'
import type { Environment } from '../settings/given-text.ts'
import { readDeployerOnly } from '../settings/read-environment.ts'
import { count } from './count.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'
import { DOCTOR_SCOPES } from './scopes.ts'
import { readWhatHolds } from './what-holds.ts'
import { whatIsBuilt } from './what-is-built.ts'

/** What was found, and where. */
export type Diagnosis = { tenant: string; findings: Finding[] }

/**
 * Looks at the tenant of this environment, and changes nothing there.
 *
 * @throws {Error} with sentences, when it cannot look: what is missing of host and credentials, tenant unreachable,
 *   credentials refused, missing scopes, or something in the tenant that stands in the way
 */
export async function diagnose(environment: Environment): Promise<Diagnosis> {
  const deployer = readDeployerOnly(environment)
  const { management } = await connect(deployer, DOCTOR_SCOPES)
  const held = readWhatHolds(environment)
  const built = await whatIsBuilt(held)
  try {
    const tenant = await readTenant(management, ourNames(built.file))
    const counted = await count(management)
    const { tenantDomain } = deployer
    return { tenant: deployer.host, findings: examine(tenant, { ...held, ...built, tenantDomain, counted }) }
  } catch (error) {
    throw asSentence(error, deployer.host)
  }
}
