import type { Verdict } from '../../../../scripts/doctor/finding.ts'
import type { DoctorStage } from './doctor-stage.ts'

/** What somebody does to a tenant, by which check it is found, and part of what the check says. */
export type SeededMistake = {
  what: string
  seed: (stage: DoctorStage) => Promise<unknown>
  check: string
  verdict: Verdict
  blocks: boolean
  found: string
  mend: string
}

/** A deploy puts it right. */
export const mended = { verdict: 'fail', blocks: false, mend: 'Run npm run deploy.' } as const
/** It keeps a deploy from starting. */
export const byHand = (mend: string) => ({ verdict: 'fail', blocks: true, mend }) as const
