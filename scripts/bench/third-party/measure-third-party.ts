import { bindAction, EMPTY } from '../actions.ts'
import { startBenchTenant } from '../bench-tenant.ts'
import type { BenchTenant } from '../bench-tenant.ts'
import type { LoginCost } from '../login-cost.ts'
import { LATENCY_MS, OUTSIDE } from '../measure-returns.ts'
import { callsOf, runOf, spent } from '../run-records.ts'
import type { Visitor } from '../visitor.ts'
import { BY_EMAIL, logIn } from '../visitor.ts'
import { fillSecrets } from './third-party.ts'
import type { ThirdParty } from './third-party.ts'

/** A tenant of its own, without our Actions, in which one round after the other is measured. */
export type ThirdPartyBench = { measureRound(): Promise<LoginCost>; stop(): Promise<void> }

/** @throws {Error} with a sentence if the Action fails in an ordinary login */
export async function startThirdParty(action: ThirdParty): Promise<ThirdPartyBench> {
  const tenant = await startBenchTenant({ packagesRoot: action.packagesRoot })
  try {
    const { name, code, dependencies } = action
    const facts = {
      domain: new URL(tenant.origin).host,
      client_id: tenant.machine.clientId,
      client_secret: tenant.machine.clientSecret,
    }
    const secrets = fillSecrets(action.secrets, facts)
    await bindAction(tenant, { name, code, dependencies, secrets })
    // The same company as ours have in their tenant.
    await bindAction(tenant, EMPTY)
    const somebody = tenant.visitor()
    await measureLogin(tenant, somebody, name)
    return { measureRound: () => measureRound(tenant, somebody, name), stop: () => tenant.stop() }
  } catch (error) {
    await tenant.stop()
    throw error
  }
}

async function measureRound(tenant: BenchTenant, somebody: Visitor, name: string): Promise<LoginCost> {
  await tenant.control.endThreads()
  const cold = await measureLogin(tenant, somebody, name)
  const warm = await measureLogin(tenant, somebody, name)
  await tenant.control.faults([{ path: OUTSIDE, delay_ms: LATENCY_MS }])
  const late = await measureLogin(tenant, somebody, name)
  await tenant.control.clearFaults()
  return { cold: cold.ms, warm: warm.ms, late: late.ms, calls: Math.max(cold.calls, warm.calls) }
}

async function measureLogin(
  { control, origin }: BenchTenant,
  somebody: Visitor,
  name: string,
): Promise<{ ms: number; calls: number }> {
  await control.clearRuns()
  await control.clearCalls()
  const outcome = await logIn(somebody, BY_EMAIL)
  const run = runOf(await control.runs(), name)
  if (outcome.error !== undefined)
    throw new Error(`${name} does not let an ordinary login pass: ${outcome.error}, ${outcome.description}.`)
  const elsewhere = callsOf(run).filter(({ url }) => new URL(url).origin !== origin).length
  // The tenant sees those that are made without `fetch`, too. One of them is the app's, for its tokens.
  const here = (await control.calls()).length - 1
  return { ms: spent(run), calls: elsewhere + here }
}
