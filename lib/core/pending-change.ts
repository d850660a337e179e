import type { LinkedPhone } from './login.ts'
import type { ChangeKind, Intent } from './outcome.ts'
import type { IdentityRef } from './user-id.ts'

/**
 * A change that was begun. It is written before the person is sent away, so that the login after a crash knows what
 * was to happen and completes it.
 */
export type PendingChange = {
  intent: Intent
  /** Ids of the `sms` identities that the change takes off the account. */
  leaving: readonly string[]
  startedAt: Date
  /** Set when the change itself was made and told, and only a phone account of its own is left to delete. */
  told?: true
  /** Set when the change was made where no page could be shown: the person is still to be told. */
  made?: true
}

/** What a crash left undone. */
export type Unfinished = {
  did: ChangeKind
  /** Phones that are still on the account and may not stay. */
  unlink: readonly IdentityRef[]
  /** Phone accounts of their own that unlinking has left behind. */
  remove: readonly IdentityRef[]
  /** The phone that the account keeps. */
  kept: LinkedPhone | undefined
}

/** An abandoned change may still be on its way for as long as Auth0 keeps a login open (1 hour), in milliseconds. */
const ABANDONED_AFTER_MS = 60 * 60_000

/** What is left to do of a change, judged by what the account has now; undefined if nothing of it has happened. */
export function findUnfinished(
  pending: PendingChange | undefined,
  phones: readonly LinkedPhone[],
): Unfinished | undefined {
  if (!pending) return undefined
  const isOff = (id: string) => !phones.some(({ identity }) => identity.id === id)
  // What was told is over: an account of its own may still have to go, and nothing leaves this one any more.
  if (pending.told)
    return {
      did: 'removed',
      unlink: [],
      remove: pending.leaving.filter(isOff).map(smsIdentity),
      kept: phones[0],
    }
  const isLeaving = ({ identity }: LinkedPhone) => pending.leaving.includes(identity.id)
  const arrived = phones.filter((phone) => !isLeaving(phone))
  const still = phones.filter(isLeaving)
  const gone = pending.leaving.filter(isOff)
  const remove = gone.map(smsIdentity)
  if (pending.intent === 'remove') {
    // The person had confirmed it, or none of them would be gone.
    return gone.length === 0
      ? undefined
      : { did: 'removed', unlink: still.map(({ identity }) => identity), remove, kept: arrived[0] }
  }
  const [kept, ...surplus] = arrived
  // Nothing was linked, so nothing happened: the old number stays.
  if (!kept) return undefined
  const unlink = [...still, ...surplus].map(({ identity }) => identity)
  return { did: pending.intent === 'replace' ? 'replaced' : 'linked', unlink, remove, kept }
}

function smsIdentity(id: string): IdentityRef {
  return { provider: 'sms', id }
}

export function isAbandoned(pending: PendingChange, now: Date): boolean {
  return !(now.getTime() - pending.startedAt.getTime() < ABANDONED_AFTER_MS)
}

/** Whether the next thing to happen is to complete a change, before anything new is asked or begun. */
export function comesFirst(pending: PendingChange | undefined, phones: readonly LinkedPhone[]): boolean {
  return !pending?.told && !pending?.made && findUnfinished(pending, phones) !== undefined
}
