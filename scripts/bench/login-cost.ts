import { median, ratio } from './median.ts'

/** What one ordinary login costs an Action, in milliseconds and outside calls. */
export type LoginCost = {
  /** In a new worker, its loading included. */
  cold: number
  warm: number
  /** Warm, with the latency added to every outside call. */
  late: number
  calls: number
}

/** One row of the table of logins: medians, and the most calls of any round. */
export function loginRow(
  name: string,
  bytes: number | string,
  costs: readonly LoginCost[],
  nothing: readonly LoginCost[],
): (string | number)[] {
  const [cold, warm, late] = (['cold', 'warm', 'late'] as const).map((what) =>
    median(costs.map((cost) => cost[what])),
  ) as [number, number, number]
  return [
    ...[name, bytes, cold.toFixed(2), warm.toFixed(2)],
    ...[ratio(cold, middleOf(nothing, 'cold')), ratio(warm, middleOf(nothing, 'warm')), late.toFixed(2)],
    Math.max(...costs.map(({ calls }) => calls)),
  ]
}

export function addCosts(costs: readonly LoginCost[]): LoginCost {
  const sum = (what: keyof LoginCost) => costs.reduce((total, cost) => total + cost[what], 0)
  return { cold: sum('cold'), warm: sum('warm'), late: sum('late'), calls: sum('calls') }
}

function middleOf(costs: readonly LoginCost[], what: keyof LoginCost): number {
  return median(costs.map((cost) => cost[what]))
}
