import { countCode, judgeBudget, uncountCode } from '../core/code-budget.ts'
import type { SentCode } from '../core/code-budget.ts'
import { decideDelivery } from '../core/decide-delivery.ts'
import type { CodeRequest, Delivered, DeliveryRules } from '../core/decide-delivery.ts'
import type { CodeMessage, DeliveryAnswer } from '../core/delivery.ts'
import type { PhoneNumber } from '../core/phone-number.ts'
import type { Clock, CodeProvider, Fingerprints, LinkedNumbers, SentCodesMemory } from '../ports.ts'
import { MARK_LENGTHS } from '../protocol/sent-codes.ts'

export type DeliverRequest = {
  code: CodeRequest
  /** The message without its recipient, who is known only once the number has been judged. */
  message: Omit<CodeMessage, 'to'>
  rules: DeliveryRules
  /** Codes that all people together may be sent within an hour. */
  codesPerHour: number | undefined
}

export type DeliverPorts = {
  clock: Clock
  provider: CodeProvider
  linkedNumbers: LinkedNumbers
  fingerprints: Fingerprints
  sentCodes: SentCodesMemory
}

/** `onExecuteCustomPhoneProvider` of sms-provider: sends a code, if it may be sent and somebody may ask for it. */
export async function deliver(request: DeliverRequest, ports: DeliverPorts): Promise<Delivered> {
  const now = ports.clock.now()
  const decision = decideDelivery(request.code, request.rules, now)
  if (decision.kind === 'drop') return decision
  const code = markCode(decision.to, request.code, now, ports.fingerprints)
  const refusal = judgeBudget(ports.sentCodes.read(), code, request.codesPerHour)
  if (refusal) return { kind: 'drop', reason: refusal }
  if (decision.kind === 'look_up') {
    const found = await ports.linkedNumbers.find(decision.to)
    if (found === 'not_linked') return { kind: 'drop', reason: 'stranger' }
    if (found !== 'linked') return { kind: 'retry', reason: 'lookup_failed', detail: found.failed }
  }
  return send({ ...request.message, to: decision.to }, code, ports)
}

// Counted before it is sent: codes that are on their way side by side see each other.
async function send(
  message: CodeMessage,
  code: SentCode,
  { provider, sentCodes }: DeliverPorts,
): Promise<DeliveryAnswer> {
  sentCodes.write(countCode(sentCodes.read(), code))
  const answer = await provider.deliver(message)
  // The same code is asked for again, and counts then.
  if (answer.kind === 'retry') sentCodes.write(uncountCode(sentCodes.read(), code))
  return answer
}

function markCode(to: PhoneNumber, { ticket }: CodeRequest, at: Date, fingerprints: Fingerprints): SentCode {
  return {
    at,
    number: fingerprints.of(to).slice(0, MARK_LENGTHS.number),
    block: fingerprints.ofBlock(to).slice(0, MARK_LENGTHS.block),
    owner: ticket?.owner.slice(0, MARK_LENGTHS.owner) ?? '',
  }
}
