import { useStage } from '../../journeys/support/stage.ts'
import { ATTACKS } from '../attack-rows.ts'
import { titleOf, titleOfWeakened } from './attack.ts'
import type { Attack } from './attack.ts'
import * as deployScripts from './deploy-scripts.ts'
import { playWeakened } from './prove.ts'

/** Plays every attack of this share against what is built: each must be refused. */
export function playRefused(share: number, shares: number): void {
  const stage = useStage()
  for (const attack of shareOf(share, shares)) {
    test(titleOf(attack), () => attack.attack(stage, deployScripts), 60_000)
  }
}

/** Plays every attack of this share against the builds that lack a defence: each must be caught. */
export function playCaught(share: number, shares: number): void {
  const stage = useStage()
  for (const attack of shareOf(share, shares)) {
    for (const weakened of attack.weakened) {
      test(
        titleOfWeakened(attack, weakened),
        async () => expect(await playWeakened(attack, weakened, stage)).toBe('caught'),
        60_000,
      )
    }
  }
}

function shareOf(share: number, shares: number): Attack[] {
  return ATTACKS.filter((_, index) => index % shares === share)
}
