import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployWorld, type DeployWorld } from './support/deploy-world.ts'
import { countCalls, expectUnharmed, expectWhole, foreignPart, runUntil, wholeOf } from './support/ended.ts'

/** Calls of an undeploy, and how many of them change the tenant; both are counted again. */
const UNDEPLOY_CALLS = 57
const UNDEPLOY_CHANGES = 25

const folder = mkdtempSync(join(tmpdir(), 'deployed-'))
let world: DeployWorld
let foreign: string
let before: string

beforeAll(async () => {
  const first = await deployWorld()
  try {
    before = await wholeOf(first)
    await first.deploy()
    const snapshot = join(folder, 'snapshot.json')
    await first.tenant.control.saveSnapshot(snapshot)
    world = await deployWorld({ snapshot, formerAuthToken: first.formerAuthToken })
  } finally {
    await first.stop()
  }
  foreign = await foreignPart(world)
  await world.tenant.control.keepHistory()
  const calls = await countCalls(world, () => world.undeploy())
  const states = await world.tenant.control.endHistory()
  expect({ calls, changes: states - 1 }).toEqual({ calls: UNDEPLOY_CALLS, changes: UNDEPLOY_CHANGES })
  await expectWhole(world, before)
}, 180_000)
beforeEach(() => world.tenant.control.reset())
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true })
})

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

test.each(upTo(UNDEPLOY_CHANGES))(
  'killed after change %d: nobody is harmed, and the next undeploy completes it',
  async (made) => {
    await world.tenant.control.goTo(made)
    await expectUnharmed(world, foreign)
    await world.undeploy()
    await expectWhole(world, before)
  },
)

test.each(upTo(UNDEPLOY_CALLS).filter((call) => call % 6 === 0))(
  'at call %d nobody answers any more: the undeploy says so, and nobody is harmed',
  async (call) => {
    expect(await runUntil(world, call, () => world.undeploy())).toBe('ended')
    await expectUnharmed(world, foreign)
  },
)
