import { deployWorld, type DeployWorld } from './deploy-world.ts'
import {
  countCalls,
  expectDeployed,
  expectUnharmed,
  expectWhole,
  foreignPart,
  runUntil,
  withoutChance,
  wholeOf,
} from './ended.ts'

/** Calls of a first deploy to the tenant that others have lived in; a test below counts them again. */
export const DEPLOY_CALLS = 160

/**
 * A deploy that is killed at a call, for each of those calls: what is in the tenant then harms nobody, a second deploy
 * completes it, and an undeploy still puts back what was there before.
 */
export function describeEndedDeploys(calls: readonly number[]): void {
  let world: DeployWorld
  let foreign: string
  let before: string
  /** Tenants that were met before, as a text. Most calls only read: what they leave is what the one before left. */
  const met = new Set<string>()

  beforeAll(async () => {
    world = await deployWorld()
    foreign = await foreignPart(world)
    before = await wholeOf(world)
  }, 120_000)
  beforeEach(() => world.tenant.control.reset())
  afterAll(() => world.stop())

  test('a first deploy makes as many calls as there are tests', async () => {
    expect(await countCalls(world, () => world.deploy())).toBe(DEPLOY_CALLS)
    await expectUnharmed(world, foreign)
    await expectDeployed(world)
  }, 120_000)

  test.each(calls)('killed at call %d: nobody is harmed, and the next deploy completes it', async (call) => {
    expect(await runUntil(world, call, () => world.deploy())).toBe('ended')
    const left = withoutChance(await expectUnharmed(world, foreign))
    if (met.has(left)) return
    met.add(left)
    await world.deploy()
    await expectUnharmed(world, foreign)
    await expectDeployed(world)
    await world.undeploy()
    await expectWhole(world, before)
  })
}

/** The calls whose number leaves this rest: files of tests run side by side. */
export const callsWithRest = (rest: number, of: number): number[] =>
  Array.from({ length: DEPLOY_CALLS }, (_, call) => call).filter((call) => call % of === rest)
