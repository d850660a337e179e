import type { AsyncCommand } from 'fast-check'
import { checkAccounts, ownedNumbers } from '../invariants.ts'
import type { Ledger } from '../ledger.ts'
import type { Stage } from '../stage.ts'
import { count } from '../tally.ts'
import type { Tally } from '../tally.ts'
import { learnAccounts } from '../tab-notes.ts'

/** The model, the tenant, and what was counted: everything that a command works on. */
export type Scene = { stage: Stage; ledger: Ledger; tally: Tally }

export type SceneCommand = AsyncCommand<Scene, Scene>

/** One thing that somebody does. What must hold is checked after it, whatever it was. */
export function command(
  name: string,
  details: readonly (string | number | undefined)[],
  act: (scene: Scene) => Promise<void>,
): SceneCommand {
  return {
    check: () => true,
    toString: () => [name, ...details.filter((detail) => detail !== undefined)].join(' '),
    async run(_model, scene) {
      const { stage, ledger, tally } = scene
      const before = { before: ownedNumbers(stage), began: stage.now() }
      count(tally.commands, name)
      await act(scene)
      await stage.tenant.settled()
      learnAccounts(stage, ledger)
      checkAccounts(stage, ledger, tally, before)
    },
  }
}
