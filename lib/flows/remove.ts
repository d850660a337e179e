import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce } from '../core/effects.ts'
import { numbersOf } from '../core/linked-phones.ts'
import type { Login } from '../core/login.ts'
import { refused } from '../core/outcome.ts'
import type { PendingChange } from '../core/pending-change.ts'
import type { World } from '../ports.ts'
import { recordMadeChange } from './record-change.ts'
import { tellPhone } from './tell.ts'

export type RemovePorts = Pick<World, 'clock' | 'accounts' | 'fingerprints'>

/** Takes the account's phone off it, for good. The person has confirmed that on a page. */
export async function removePhone(
  login: Login,
  audit: AuditRecord | undefined,
  ports: RemovePorts,
): Promise<Effect[]> {
  const leftOver: string[] = []
  let detail: string | undefined
  for (const { identity } of login.phones) {
    const answer = await ports.accounts.removePhone(login.userId, identity)
    if (answer.kind === 'not_confirmed') {
      return [...tellPhone(login), ...announce(refused('remove', 'remove_failed'), answer.code)]
    }
    if (answer.kind === 'left_over') {
      leftOver.push(identity.id)
      detail = answer.code
    }
  }
  const gone = numbersOf(login.phones)
  return [
    afterRemoval({ intent: 'remove', leaving: leftOver, startedAt: ports.clock.now() }),
    ...recordMadeChange({ did: 'removed', number: undefined, gone }, login, audit, ports),
    ...announce({ intent: 'remove', status: 'removed' }, detail),
  ]
}

/**
 * What is left over is nobody’s account any more; the next login deletes it, and says nothing of it again.
 * @param isOff false if a phone may still be on the account: the next login completes that, and tells
 */
export function afterRemoval(leftOver: PendingChange, isOff = true): Effect {
  return leftOver.leaving.length === 0
    ? { kind: 'drop_pending' }
    : { kind: 'record_pending', pending: isOff ? { ...leftOver, told: true } : leftOver }
}
