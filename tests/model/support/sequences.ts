import fc from 'fast-check'
import type { InProcessTenant } from '../../support/in-process-tenant.ts'
import { PEOPLE } from './cast.ts'
import { administering, breaking, passingTime, recycling } from './commands/circumstances.ts'
import type { Scene, SceneCommand } from './commands/command.ts'
import { emailGrant, linkingByGrant, phoneGrant, refreshing } from './commands/grants.ts'
import { asking, lateAnswer } from './commands/asking.ts'
import { emailLogin, passing, phoneLogin, signIn } from './commands/logins.ts'
import { goingBack, mixing, racing, replaying, resuming } from './commands/tabs.ts'
import { Violation } from './invariants.ts'
import { beginnings } from './beginnings.ts'
import { phonesOf } from './stage.ts'
import { count } from './tally.ts'
import type { Tally } from './tally.ts'

/** How many commands a sequence has at most. */
const COMMANDS = 6

const times = <Item>(item: Item, count: number): Item[] => Array.from({ length: count }, () => item)

/** Every command, the frequent ones more than once. */
const COMMANDS_OF_ALL_KINDS: fc.Arbitrary<SceneCommand>[] = [
  ...times(asking, 9),
  ...times(emailLogin, 1),
  ...times(passingTime, 4),
  ...times(recycling, 2),
  ...times(breaking, 3),
  ...times(administering, 2),
  ...[passing, phoneLogin, emailGrant, phoneGrant, linkingByGrant, linkingByGrant, refreshing],
  ...[lateAnswer, resuming, replaying, mixing, goingBack, racing],
]

export type SequenceOptions = {
  seed: number
  sequences: number
  /** Where a failure was found before, to go there at once. */
  path?: string | undefined
  tally: Tally
}

export type Found = { seed: number; path: string; sequence: string; why: string }

/** Plays sequences of commands until one breaks a promise; gives the shortest that still does. */
export async function playSequences(
  tenant: InProcessTenant,
  { seed, sequences, path, tally }: SequenceOptions,
): Promise<Found | undefined> {
  const begin = await beginnings(tenant)
  const [shrunk, replayPath] = path?.split('@') ?? []
  const property = fc.asyncProperty(
    fc.commands(COMMANDS_OF_ALL_KINDS, {
      ...{ maxCommands: COMMANDS, size: 'max' },
      ...(replayPath && { replayPath }),
    }),
    fc.constantFrom('by_our_rules' as const, 'to_anybody' as const),
    fc.constantFrom('empty' as const, 'lived_in' as const, 'lived_in' as const),
    async (commands, codes, beginning) => {
      const scene: Scene = { ...(await begin(codes, beginning)), tally }
      await fc.asyncModelRun(() => ({ model: scene, real: scene }), commands)
      await everybodySignsIn(scene)
    },
  )
  const details = await fc.check(property, {
    ...{ seed, numRuns: sequences, endOnFailure: false },
    ...(shrunk && { path: shrunk }),
  })
  tally.sequences += details.numRuns
  if (!details.failed) return undefined
  const { errorInstance, counterexample, counterexamplePath } = details
  const why =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance)
  const sequence = String(counterexample?.map(String).join(' · '))
  // Which commands were left out of it, the library says beside them.
  const [, left = ''] = /replayPath="([^"]*)"/.exec(sequence) ?? []
  return { seed: details.seed, path: `${counterexamplePath ?? ''}@${left}`, why, sequence }
}

/** Whatever has happened, everybody gets in by email, as who they are, and has one phone at most. */
async function everybodySignsIn(scene: Scene): Promise<void> {
  const { stage, ledger } = scene
  let sure = 0
  for (const person of PEOPLE) {
    const kept = ledger.accounts[person]
    if (kept.sub === undefined || kept.blocked) continue
    // One of those who are as they were will do.
    if (!kept.unsure && (sure += 1) > 1) continue
    await signIn(scene, person, person)
    const account = stage.accountOf(person)
    if (account === undefined) throw new Violation(`${person} has no account after signing in`)
    if (phonesOf(account).length > 1) throw new Violation(`${person} has two phones after signing in`)
  }
  count(scene.tally.invariants, 'everybody gets in at the end')
}
