import type { AuditRecord } from '../core/audit-record.ts'
import type { Effect } from '../core/effects.ts'
import { announce } from '../core/effects.ts'
import type { Verdict } from '../core/judge.ts'
import { numbersOf } from '../core/linked-phones.ts'
import type { Login } from '../core/login.ts'
import { refused } from '../core/outcome.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { Ticket } from '../core/ticket.ts'
import type { IdentityRef } from '../core/user-id.ts'
import { isOwn, refuse, refuseUnknown } from './end-challenge.ts'
import { recordMadeChange } from './record-change.ts'
import { afterRemoval } from './remove.ts'
import type { RemovePorts } from './remove.ts'
import { tellPhone } from './tell.ts'

export type LinkRequest = { login: Login; ticket: Ticket; audit: AuditRecord | undefined }

/** Links the phone that was proven. After an unclear answer the account itself is asked. */
export async function linkProven(
  { secondary, phone }: Extract<Verdict, { kind: 'link' }>,
  request: LinkRequest,
  ports: RemovePorts,
): Promise<Effect[]> {
  const { login, ticket } = request
  const answer = await ports.accounts.link(login.userId, secondary)
  if (answer.kind === 'not_confirmed') {
    // The answer may have been lost after the work was done: the account itself knows.
    const phones = await ports.accounts.readPhones(login.userId)
    const reason = answer.code === 'link_http_409' ? 'phone_in_use' : 'link_failed'
    if (!phones) return refuseUnknown(login, ticket, reason, answer.code)
    if (!phones.includes(secondary.id)) return refuse(login, ticket, reason, answer.code)
  } else if (isSecond(secondary, answer.phones, ticket)) {
    return stepBack(secondary, request, ports)
  }
  return ticket.intent === 'replace'
    ? replaceOld(phone, request, ports)
    : made({ did: 'linked', phone, leftOver: [] }, request, ports)
}

/** Whether another phone came onto the account before this one: two tabs have finished with two numbers. */
function isSecond({ id }: IdentityRef, phones: readonly string[], { leaving }: Ticket): boolean {
  const [first] = phones.filter((each) => !leaving.includes(each))
  return first !== undefined && first !== id
}

// An account has one phone. The other tab was first, and its number stays.
async function stepBack(
  secondary: IdentityRef,
  { login, ticket }: LinkRequest,
  ports: RemovePorts,
): Promise<Effect[]> {
  const answer = await ports.accounts.removePhone(login.userId, secondary)
  const { intent, startedAt } = ticket
  const failure = answer.kind === 'not_confirmed' ? answer.code : undefined
  const told = failure
    ? announce(refused(intent, 'not_available'), failure)
    : announce({ intent, status: 'already_linked' }, 'second_phone')
  // Where another tab's change is not completed yet, that one is remembered and not this.
  if (login.pending && !isOwn(login.pending, ticket)) return told
  const leaving = answer.kind === 'removed' ? [] : [...ticket.leaving, secondary.id]
  // The first tab has dropped what was pending. Where this phone may still be there, the next login takes it off.
  return [afterRemoval({ intent, leaving, startedAt }, !failure), ...told]
}

/** The new number is on the account; the old ones go. If one does not, the next login takes it off. */
async function replaceOld(phone: PhoneNumber, request: LinkRequest, ports: RemovePorts): Promise<Effect[]> {
  const { login, ticket } = request
  const leftOver: string[] = []
  for (const id of ticket.leaving) {
    const answer = await ports.accounts.removePhone(login.userId, { provider: 'sms', id })
    if (answer.kind === 'left_over') leftOver.push(id)
    if (answer.kind !== 'not_confirmed') continue
    // Two numbers are live, so the person is told of the new one at once.
    return [
      ...recordMadeChange({ did: 'linked', number: phone, gone: [] }, login, request.audit, ports),
      ...tellPhone({ ...login, phone }),
      ...announce(refused('replace', 'old_phone_remains'), answer.code),
    ]
  }
  return made({ did: 'replaced', phone, leftOver }, request, ports)
}

type Made = { did: 'linked' | 'replaced'; phone: PhoneNumber; leftOver: readonly string[] }

function made({ did, phone, leftOver }: Made, request: LinkRequest, ports: RemovePorts): Effect[] {
  const { login, ticket } = request
  const { intent, leaving, startedAt } = ticket
  const gone = numbersOf(login.phones, leaving)
  return [
    afterRemoval({ intent, leaving: leftOver, startedAt }),
    ...recordMadeChange({ did, number: phone, gone }, login, request.audit, ports),
    ...tellPhone({ ...login, phone }),
    ...announce({ intent, status: did }),
  ]
}
