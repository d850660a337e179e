import type { LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'
import { isOver, TRANSACTION_LIFETIME, type FoundTransaction } from './transactions.ts'

/** The login that waits at a form, a challenge or a question, for the very browser and host that began it. */
export function findWaiting(
  tenant: Tenant,
  stage: 'form' | 'mfa' | 'consent',
  state: string,
  browserId: string | undefined,
  hostname: string,
): FoundTransaction {
  const transaction = tenant.state.transactions.find(
    (each) =>
      each.browser_id === browserId &&
      each.hostname === hostname &&
      (each.resume?.state === state || each.past_states?.includes(state) === true),
  )
  if (transaction === undefined || state === '') return { kind: 'unknown' }
  const isOpen = transaction.stage === stage && transaction.resume?.state === state
  return isOpen && !isOver(tenant, transaction, TRANSACTION_LIFETIME)
    ? { kind: 'live', transaction }
    : { kind: 'late', transaction }
}

/** Leaves a page behind: its `state` does nothing any more, so a second tab or the back button cannot repeat it. */
export function turnPage(tenant: Tenant, transaction: LoginTransaction): void {
  const { resume } = transaction
  if (resume === undefined) return
  transaction.past_states = [...(transaction.past_states ?? []), resume.state]
  transaction.resume = {
    ...resume,
    state: randomToken(tenant.world),
    suspended_at: isoNow(tenant.world.clock),
  }
}

/** Takes the login out of waiting, for good. */
export function stopWaiting(
  transaction: LoginTransaction,
): NonNullable<LoginTransaction['resume']> | undefined {
  const { resume } = transaction
  if (resume === undefined) return undefined
  transaction.past_states = [...(transaction.past_states ?? []), resume.state]
  delete transaction.resume
  transaction.stage = 'completed'
  return resume
}
