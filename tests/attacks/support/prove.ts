import { ADA, addPhone, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack, Weakened } from './attack.ts'
import * as healthyScripts from './deploy-scripts.ts'
import { buildWeakenedActions, putActions } from './weakened-actions.ts'
import { loadWeakenedScripts } from './weakened-scripts.ts'

/**
 * Plays an attack against a weakened build: `caught` if an expectation of the attack finds that it got through.
 * @throws what went wrong otherwise: an attack that breaks proves nothing
 */
export async function playWeakened(
  attack: Attack,
  weakened: Weakened,
  stage: Stage,
): Promise<'caught' | 'missed'> {
  const scripts = await weaken(attack.row, weakened, stage)
  try {
    await attack.attack(stage, scripts)
    return 'missed'
  } catch (error) {
    if (isUnmetExpectation(error)) return 'caught'
    throw error
  }
}

async function weaken(row: string, { patches, stopsEverybody }: Weakened, stage: Stage) {
  const ofScripts = patches.filter(({ file }) => file.startsWith('scripts/'))
  if (ofScripts.length > 0) return loadWeakenedScripts(row, ofScripts)
  const built = await buildWeakenedActions(row, patches)
  await putActions(stage, built)
  if (!stopsEverybody) {
    await expectOrdinary(stage)
    await stage.tenant.control.reset()
    await putActions(stage, built)
  }
  return healthyScripts
}

// A build that serves nobody any more would be noticed without the attack.
async function expectOrdinary(stage: Stage): Promise<void> {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const added = await addPhone(ada, '+447400999888')
  if (id.sub !== added.id.sub || added.id.phone_link?.status !== 'linked')
    throw new Error(`With this build nobody can add a phone: ${JSON.stringify(added.id.phone_link)}`)
}

/** What jest's `expect` throws, by its name: the class itself is not to be had. */
function isUnmetExpectation(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'JestAssertionError'
}
