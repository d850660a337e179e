import { bindAction, EMPTY } from './actions.ts'
import type { BenchTenant } from './bench-tenant.ts'
import type { LoginCost } from './login-cost.ts'
import { addCosts, loginRow } from './login-cost.ts'
import { LATENCY_MS, OUTSIDE } from './measure-returns.ts'
import type { Given, Measured, Section } from './report.ts'
import { callsOf, LOGIN_ACTIONS, runOf, spent } from './run-records.ts'
import { startThirdParty } from './third-party/measure-third-party.ts'
import type { Visitor } from './visitor.ts'
import { BY_EMAIL, logIn } from './visitor.ts'

export const logins: Section = {
  name: 'logins',
  about: 'an ordinary login in a cold and in a warm worker, beside an Action that does nothing',
  measure,
}

const TOGETHER = 'these four together'

async function measure({ quick, built, tenant: borrow, thirdParty }: Given): Promise<Measured> {
  const tenant = await borrow()
  const bytes = new Map(built.map(({ name, code }) => [name, Buffer.byteLength(code)]))
  const ours = [...LOGIN_ACTIONS]
  await bindAction(tenant, EMPTY)
  const ada = tenant.visitor()
  const other = thirdParty && (await startThirdParty(thirdParty))
  const rounds = quick ? 5 : 11
  const costs: Map<string, LoginCost>[] = []
  const others: LoginCost[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      costs.push(await measureRound(tenant, ada))
      // In turns, so that a machine that is slow for a while is slow for both.
      if (other) others.push(await other.measureRound())
    }
  } finally {
    await other?.stop()
  }
  const of = (name: string) => costs.flatMap((round) => round.get(name) ?? [])
  const together = costs.map((round) => addCosts(ours.flatMap((name) => round.get(name) ?? [])))
  const nothing = of(EMPTY.name)
  const calls = Math.max(...together.map((cost) => cost.calls))
  return {
    tables: [
      {
        title: 'An ordinary login',
        head: [
          ...['Action', 'bytes', 'cold, ms', 'warm, ms', 'cold / empty', 'warm / empty'],
          ...[`with ${LATENCY_MS} ms added to calls, ms`, 'outside calls'],
        ],
        rows: [
          ...ours.map((name) => loginRow(name, bytes.get(name) ?? 0, of(name), nothing)),
          loginRow(
            TOGETHER,
            ours.reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0),
            together,
            nothing,
          ),
          loginRow('an empty Action', Buffer.byteLength(EMPTY.code), nothing, nothing),
          ...(thirdParty
            ? [loginRow(thirdParty.name, Buffer.byteLength(thirdParty.code), others, nothing)]
            : []),
        ],
        note: `Loading and running in a new worker, and running in one that is warm; medians of ${rounds}, all in one run. What a login asks the outside for is counted; the most of any round.`,
      },
    ],
    promises: [
      {
        promise: 'an ordinary login makes no outside call',
        found: String(calls),
        holds: calls === 0,
      },
    ],
  }
}

async function measureRound(tenant: BenchTenant, ada: Visitor): Promise<Map<string, LoginCost>> {
  await tenant.control.endThreads()
  const cold = await measureLogin(tenant, ada)
  const warm = await measureLogin(tenant, ada)
  await tenant.control.faults([{ path: OUTSIDE, delay_ms: LATENCY_MS }])
  const late = await measureLogin(tenant, ada)
  await tenant.control.clearFaults()
  return new Map(
    [...cold].map(([name, first]) => [
      name,
      {
        cold: first.ms,
        warm: warm.get(name)?.ms ?? Number.NaN,
        late: late.get(name)?.ms ?? Number.NaN,
        calls: Math.max(first.calls, warm.get(name)?.calls ?? 0),
      },
    ]),
  )
}

async function measureLogin(
  { control }: BenchTenant,
  ada: Visitor,
): Promise<Map<string, { ms: number; calls: number }>> {
  await control.clearRuns()
  await logIn(ada, BY_EMAIL)
  const runs = await control.runs()
  return new Map(
    [...LOGIN_ACTIONS, EMPTY.name].map((name) => {
      const run = runOf(runs, name)
      return [name, { ms: spent(run), calls: callsOf(run).length }]
    }),
  )
}
