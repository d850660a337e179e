import type { TenantState } from '../../../scripts/local-tenant/state.ts'
import { configurationIn } from '../../support/tenant-configuration.ts'
import { problemsOfRunning } from './complete.ts'
import type { DeployWorld } from './deploy-world.ts'
import { foreignPartOf } from './foreign-part.ts'

/**
 * Runs it, but from that call on nobody reaches the tenant any more: to it, that is a process that was killed there.
 *
 * @param calls that are still answered
 */
export async function runUntil(
  world: DeployWorld,
  calls: number,
  run: () => Promise<unknown>,
): Promise<'ended' | 'finished'> {
  const { control } = world.tenant
  await control.faults([{ path: '^/(oauth/token$|api/v2/)', after: calls, drop: 'before' }])
  const outcome = await run().then(
    () => 'finished' as const,
    () => 'ended' as const,
  )
  await control.clearFaults()
  return outcome
}

/** How many calls it makes when nothing is in its way. */
export async function countCalls(world: DeployWorld, run: () => Promise<unknown>): Promise<number> {
  const { control } = world.tenant
  await control.clearCalls()
  await run()
  return (await control.calls()).length
}

/**
 * What must be true of a tenant at any moment: what runs is complete, and what others have is as it was.
 *
 * @returns the tenant in which that was so
 */
export async function expectUnharmed(world: DeployWorld, foreign: string): Promise<TenantState> {
  const state = await world.tenant.control.state()
  const { configuration } = state
  expect(problemsOfRunning(configuration)).toEqual([])
  const part = foreignPartOf(configuration)
  if (part !== foreign) expect(JSON.parse(part)).toEqual(JSON.parse(foreign))
  expect(part === foreign).toBe(true)
  return state
}

/** What others have, as `expectUnharmed` compares it. */
export async function foreignPart({ tenant }: DeployWorld): Promise<string> {
  return foreignPartOf((await tenant.control.state()).configuration)
}

export async function expectDeployed(world: DeployWorld): Promise<void> {
  const { plan } = await world.plan()
  expect(plan.pieces.filter(({ change }) => change !== 'keep')).toEqual([])
}

/** All of it as a text; ids, times and the port that it listens on aside. */
export async function wholeOf({ tenant }: DeployWorld): Promise<string> {
  return wholeIn(await tenant.control.state())
}

const wholeIn = (state: TenantState): string =>
  JSON.stringify(configurationIn(state)).replaceAll(/(localhost|127\.0\.0\.1):\d+/g, '$1:PORT')

/**
 * The same without what every deploy draws anew: the companion's id, which the record names, and its secret, which
 * Actions have. Of two tenants that are equal so, deploys and undeploys make the same.
 */
export function withoutChance(state: TenantState): string {
  const companion = state.configuration.clients.find(({ name }) => name === 'Phone Linking Companion')
  const whole = wholeIn(state)
  if (companion === undefined) return whole
  return whole
    .replaceAll(companion.client_id, 'COMPANION')
    .replaceAll(companion.client_secret, 'COMPANION SECRET')
}

/** To the letter; where it is not, only what differs is shown. */
export async function expectWhole(world: DeployWorld, expected: string): Promise<void> {
  const whole = await wholeOf(world)
  if (whole !== expected) expect(JSON.parse(whole)).toEqual(JSON.parse(expected))
  expect(whole === expected).toBe(true)
}
