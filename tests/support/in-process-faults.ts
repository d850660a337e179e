/** What becomes of one outside call of an Action; `after`: its work is done, only its answer is lost. */
export const OUTSIDE_FAULTS = [
  ...(['crash_before', 'crash_after', 'reset_before', 'reset_after'] as const),
  ...(['timeout_before', 'timeout_after', 'answers_429', 'answers_500'] as const),
] as const

export type OutsideFault = (typeof OUTSIDE_FAULTS)[number]

/** Breaks calls from the one after the next `spared` on. */
export type FaultPlan = { spared: number; times: number; fault: OutsideFault }

export type FaultPlans = {
  /** From now on; what was planned before is off. */
  plan(plan: FaultPlan | undefined): void
  /** What is to become of the next call. */
  take(): OutsideFault | undefined
  /** How many calls were broken since the plan was made. */
  used(): number
}

export function faultPlans(): FaultPlans {
  let current: FaultPlan | undefined
  let seen = 0
  let used = 0
  return {
    plan(plan) {
      current = plan
      seen = 0
      used = 0
    },
    take() {
      if (current === undefined) return undefined
      seen += 1
      if (seen <= current.spared || used >= current.times) return undefined
      used += 1
      return current.fault
    },
    used: () => used,
  }
}
