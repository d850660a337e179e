import type { PresentTenant } from '../deploy/present-tenant.ts'
import { CHECKS } from './checks.ts'
import type { Expected } from './expected.ts'
import type { Check, Finding, Seen } from './finding.ts'

/** Every check's finding, in their order. Pure: the same tenant, the same findings. */
export function examine(tenant: PresentTenant, wanted: Expected): Finding[] {
  return CHECKS.flatMap((check) => check.look(tenant, wanted).map((seen) => findingOf(check, seen)))
}

/** What keeps a deploy from starting. */
export const blocking = (findings: readonly Finding[]): Finding[] => findings.filter(({ blocks }) => blocks)

function findingOf({ check, title, blocks, mend }: Check, seen: Seen): Finding {
  const { verdict, found } = seen
  const finding = { check, title, verdict, found, blocks: blocks && verdict === 'fail' }
  return verdict === 'pass' ? finding : { ...finding, mend: seen.mend ?? mend }
}
