import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployWorld, type DeployWorld } from './support/deploy-world.ts'
import { countCalls, expectUnharmed, expectWhole, foreignPart, runUntil, wholeOf } from './support/ended.ts'

/** Calls of an undeploy; a test below counts them again. */
const UNDEPLOY_CALLS = 57

let world: DeployWorld
let foreign: string
let before: string

beforeAll(async () => {
  const first = await deployWorld()
  try {
    before = await wholeOf(first)
    await first.deploy()
    const snapshot = join(mkdtempSync(join(tmpdir(), 'deployed-')), 'snapshot.json')
    await first.tenant.control.saveSnapshot(snapshot)
    world = await deployWorld({ snapshot, formerAuthToken: first.formerAuthToken })
  } finally {
    await first.stop()
  }
  foreign = await foreignPart(world)
}, 180_000)
beforeEach(() => world.tenant.control.reset())
afterAll(() => world.stop())

test('an undeploy makes as many calls as there are tests', async () => {
  expect(await countCalls(world, () => world.undeploy())).toBe(UNDEPLOY_CALLS)
  await expectWhole(world, before)
})

test.each(Array.from({ length: UNDEPLOY_CALLS }, (_, call) => call))(
  'killed at call %d: nobody is harmed, and the next undeploy completes it',
  async (call) => {
    expect(await runUntil(world, call, () => world.undeploy())).toBe('ended')
    await expectUnharmed(world, foreign)
    await world.undeploy()
    await expectWhole(world, before)
  },
)
