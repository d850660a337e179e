import type { Verdict } from '../../../../scripts/doctor/finding.ts'
import type { Case } from './healthy-tenant.ts'

/** Change one fact of a healthy tenant, expect one finding. */
export type Mistake = [
  what: string,
  change: (of: Case) => unknown,
  check: string,
  verdict: Verdict | 'fail, blocks',
  found: string,
  /** Part of it. */
  mend: string,
]
