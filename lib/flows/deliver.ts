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
  const { to } = decision
  const code = markCode(to, request.code, now, ports.fingerprints)
  const overBudget = () => judgeMemory(code, request, ports)
  // Before the look-up, since it costs a call; and after it, since other codes may have been sent meanwhile.
  const unknown = decision.kind === 'look_up' ? (overBudget() ?? (await lookUp(to, ports))) : undefined
  return unknown ?? overBudget() ?? send({ ...request.message, to }, code, ports)
}

function judgeMemory(code: SentCode, request: DeliverRequest, ports: DeliverPorts): Delivered | undefined {
  const reason = judgeBudget(ports.sentCodes.read(), code, request.codesPerHour)
  return reason && { kind: 'drop', reason }
}

async function lookUp(to: PhoneNumber, { linkedNumbers }: DeliverPorts): Promise<Delivered | undefined> {
  const found = await linkedNumbers.find(to)
  if (found === 'linked') return undefined
  if (found === 'not_linked') return { kind: 'drop', reason: 'stranger' }
  return { kind: 'retry', reason: 'lookup_failed', detail: found.failed }
}

// Counted before it is sent: a code that is still on its way counts already, as far as the platform's cache shows it.
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
