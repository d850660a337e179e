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

/** Calls of a first deploy to the tenant that others have lived in, and how many of them change it; both are counted again. */
export const DEPLOY_CALLS = 160
export const DEPLOY_CHANGES = 39

/** After how many changes it is killed, and from which calls on nobody answers it. */
export type Endings = { changes: readonly number[]; calls: readonly number[] }

/**
 * A deploy that is killed after a change of the tenant, for each of those changes: what is in the tenant then harms
 * nobody, a second deploy completes it, and an undeploy still puts back what was there before. To the tenant, a
 * process that was killed at any call is one that has made the changes before it.
 */
export function describeEndedDeploys({ changes, calls }: Endings): void {
  let world: DeployWorld
  let foreign: string
  let before: string
  /** Tenants that were met before, as a text: not every changing call changes what matters here. */
  const met = new Set<string>()

  beforeAll(async () => {
    world = await deployWorld()
    foreign = await foreignPart(world)
    before = await wholeOf(world)
    await world.tenant.control.keepHistory()
    const made = await countCalls(world, () => world.deploy())
    const states = await world.tenant.control.endHistory()
    expect({ calls: made, changes: states - 1 }).toEqual({ calls: DEPLOY_CALLS, changes: DEPLOY_CHANGES })
    await expectUnharmed(world, foreign)
    await expectDeployed(world)
  }, 120_000)
  beforeEach(() => world.tenant.control.reset())
  afterAll(() => world.stop())

  test.each(changes)(
    'killed after change %d: nobody is harmed, and the next deploy completes it',
    async (made) => {
      await world.tenant.control.goTo(made)
      const left = withoutChance(await expectUnharmed(world, foreign))
      if (met.has(left)) return
      met.add(left)
      await world.deploy()
      await expectUnharmed(world, foreign)
      await expectDeployed(world)
      await world.undeploy()
      await expectWhole(world, before)
    },
  )

  test.each(calls)(
    'at call %d nobody answers any more: the deploy says so, and nobody is harmed',
    async (call) => {
      expect(await runUntil(world, call, () => world.deploy())).toBe('ended')
      await expectUnharmed(world, foreign)
    },
  )
}

/**
 * Every change, and every sixth call, whose number leaves this rest: files of tests run side by side. The calls are
 * of both kinds, reading and changing.
 */
export const endingsWithRest = (rest: number, of: number): Endings => ({
  changes: upTo(DEPLOY_CHANGES + 1).filter((change) => change % of === rest),
  calls: upTo(DEPLOY_CALLS).filter((call) => call % 6 === 0 && (call / 6) % of === rest),
})

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
