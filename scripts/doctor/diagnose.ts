import { asSentence, connect, type Connection } from '../deploy/connect.ts'
import { ourNames } from '../deploy/our-names.ts'
import { readTenant } from '../deploy/read-tenant.ts'
import type { Environment } from '../settings/given-text.ts'
import { readDeployerOnly } from '../settings/read-environment.ts'
import { count } from './count.ts'
import { examine } from './examine.ts'
import type { Expected } from './expected.ts'
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
  const connection = await connect(deployer, DOCTOR_SCOPES)
  const held = readWhatHolds(environment)
  return lookAt(connection, { ...held, ...(await whatIsBuilt(held)) })
}

/** @throws {Error} with a sentence, when something cannot be read */
export async function lookAt(
  { management, host, tenantDomain }: Connection,
  wanted: Omit<Expected, 'tenantDomain' | 'counted'>,
): Promise<Diagnosis> {
  try {
    const tenant = await readTenant(management, ourNames(wanted.file))
    const counted = await count(management)
    return { tenant: host, findings: examine(tenant, { ...wanted, tenantDomain, counted }) }
  } catch (error) {
    throw asSentence(error, host)
  }
}
