import type { FaultName } from '../../../scripts/faults/fault-kinds.ts'
import { FAULT_KINDS } from '../../../scripts/faults/fault-kinds.ts'
import type { Retry } from '../../../scripts/faults/outside-calls.ts'
import type { FaultRule } from '../../../scripts/local-tenant/faults.ts'
import type { ActionRunRecord } from '../../../scripts/local-tenant/tenant.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { targetOf } from './calls.ts'

/** Does the work while the fault is there, and sees to it that the fault did happen. */
export type Break = <T>(work: () => Promise<T>) => Promise<T>

/** Where faults are set: the tenant, or a receiver of one's own. */
export type Breakable = { set(rules: FaultRule[]): Promise<void>; clear(): Promise<void> }

export type Breakage = {
  action: string
  call: string
  fault: FaultName
  /** Which answers the code asks for once more. */
  retry: Retry
  /** Requests of its kind that pass unharmed before. */
  after?: number
  /** What fails before, so that the call is made at all; empty where that needs no fault. */
  also?: FaultRule[]
}

/** Milliseconds that a run may take: its budget for outside calls, and a moment for the rest. */
const LONGEST_RUN = 10_000
const LONGEST_DELIVERY = 17_000

export function breaking(stage: Stage, breakage: Breakage, where: Breakable = tenantOf(stage)): Break {
  const { call, fault, after, also = [] } = breakage
  const rule: FaultRule = { ...targetOf(call), ...FAULT_KINDS[fault].how, ...(after && { after }) }
  return async (work) => {
    await stage.tenant.control.clearRuns()
    await where.set([rule, ...also])
    const result = await work()
      // A text goes out after the page that asks for its code.
      .finally(() => stage.tenant.control.settled())
      .finally(() => where.clear())
    expectBroken(breakage, await stage.tenant.control.runs())
    return result
  }
}

function tenantOf({ tenant: { control } }: Stage): Breakable {
  return { set: (rules) => control.faults(rules), clear: () => control.clearFaults() }
}

/** The Action has met the fault, as often as its code says, and was not held up beyond its budget (R62). */
function expectBroken({ action, call, fault, retry }: Breakage, all: ActionRunRecord[]): void {
  const { method, path } = targetOf(call)
  const { seen } = FAULT_KINDS[fault]
  const runs = all.filter(({ action_name }) => action_name === action)
  const met = runs.flatMap(({ outside_calls = [] }) =>
    outside_calls.filter(
      (each) =>
        each.method === method &&
        new RegExp(path).test(new URL(each.url).pathname) &&
        String(each.status ?? each.error) === seen,
    ),
  )
  expect({ [call]: met.length }).toEqual({ [call]: timesOf(fault, retry) })
  const longest = Math.max(...runs.map(({ run_ms }) => run_ms))
  expect(longest).toBeLessThan(action === 'sms-provider' ? LONGEST_DELIVERY : LONGEST_RUN)
}

function timesOf(fault: FaultName, retry: Retry): number {
  const isAskedAgain =
    (FAULT_KINDS[fault].seen === '429' && retry !== 'never') || (fault === '500' && retry === 'on_429_or_5xx')
  return isAskedAgain ? 2 : 1
}
