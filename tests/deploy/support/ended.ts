import { configurationOf } from '../../support/tenant-configuration.ts'
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

/** What must be true of a tenant at any moment: what runs is complete, and what others have is as it was. */
export async function expectUnharmed(world: DeployWorld, foreign: string): Promise<void> {
  const { configuration } = await world.tenant.control.state()
  expect(problemsOfRunning(configuration)).toEqual([])
  const part = foreignPartOf(configuration)
  if (part !== foreign) expect(JSON.parse(part)).toEqual(JSON.parse(foreign))
  expect(part === foreign).toBe(true)
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
  return JSON.stringify(await configurationOf(tenant)).replaceAll(/(localhost|127\.0\.0\.1):\d+/g, '$1:PORT')
}

/** To the letter; where it is not, only what differs is shown. */
export async function expectWhole(world: DeployWorld, expected: string): Promise<void> {
  const whole = await wholeOf(world)
  if (whole !== expected) expect(JSON.parse(whole)).toEqual(JSON.parse(expected))
  expect(whole === expected).toBe(true)
}
