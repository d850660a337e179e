import { judgeTypedNumber } from '../../lib/adapters/typed-number.ts'
import type { KnownNumbers, TypedRefusal, TypedVerdict } from '../../lib/adapters/typed-number.ts'
import { isOneNumberTooMany, judgeAttempts, shortMark } from '../../lib/core/attempts.ts'
import type { Attempt } from '../../lib/core/attempts.ts'
import type { BudgetRefusal } from '../../lib/core/code-budget.ts'
import { judgeNumber } from '../../lib/core/number-policy.ts'
import type { NumberPolicy } from '../../lib/core/number-policy.ts'
import { parsePhoneNumber } from '../../lib/core/phone-number.ts'
import type { Fingerprints } from '../../lib/ports.ts'
import type { CodesMemory } from './codes-memory.ts'

/** Somebody who is signed in asks for a code to a number. */
export type CodeAttempt = {
  at: Date
  user: string
  /** E.164, or as a person of `ipCountry` types it. */
  number: string
  /** ISO 3166-1 alpha-2; empty if it is not known. */
  ipCountry: string
}

/** What the settings of the Actions say. */
export type Rules = {
  numbers: NumberPolicy
  known: KnownNumbers
  /** `CODES_PER_HOUR`; undefined for any number. */
  codesPerHour: number | undefined
  /** `COLLECT_NUMBER`: whether a page of our own asks for the number, before anything is counted. */
  collectNumber: boolean
}

/** What the tenant would remember between one attempt and the next. */
export type Memory = { attempts: AttemptsMemory; codes: CodesMemory; fingerprints: Fingerprints }

/** `phone_link_attempts` of every account. */
export type AttemptsMemory = {
  /** Oldest first. */
  of(user: string): Attempt[]
  add(user: string, attempt: Attempt): void
}

/** The Actions' own words, but for `too_many_numbers`: they say `too_many_attempts`, with the detail `numbers`. */
export type AttemptRefusal =
  'too_soon' | 'too_many_attempts' | 'too_many_numbers' | TypedRefusal | BudgetRefusal

export type AttemptVerdict = { kind: 'sent' } | { kind: 'refused'; why: AttemptRefusal }

/**
 * Whether a code would be sent: what phone-prompt, phone-challenge and sms-provider decide one after the other.
 * `tests/unit/scripts/policy/same-as-flows.test.ts` holds it against them.
 */
export function judgeAttempt(attempt: CodeAttempt, rules: Rules, memory: Memory): AttemptVerdict {
  const { at, user } = attempt
  const attempts = memory.attempts.of(user)
  const turn = judgeAttempts(attempts, at)
  if (turn !== 'allowed') return refuse(turn === 'locked' ? 'too_many_attempts' : 'too_soon')

  const typed = readNumber(attempt, rules)
  // A page of our own refuses a number before the attempt begins; on the platform's page it has begun by then.
  if (rules.collectNumber && typed.kind === 'refused') return typed
  const collected = rules.collectNumber && typed.kind === 'number' ? typed.phone : undefined
  const mark = collected && shortMark(memory.fingerprints.of(collected))
  memory.attempts.add(user, { at, numbers: mark ? [mark] : [] })
  if (mark && isOneNumberTooMany(attempts, mark, at)) return refuse('too_many_numbers')

  if (typed.kind === 'refused') return typed
  const { fingerprints, codes } = memory
  const [number, block] = [fingerprints.of(typed.phone), fingerprints.ofBlock(typed.phone)]
  const code = { at, number, block, owner: user }
  const overBudget = codes.judge(code, rules.codesPerHour)
  if (overBudget) return refuse(overBudget)
  codes.count(code)
  return { kind: 'sent' }
}

/** Universal Login hands over E.164; what is not E.164 was typed, and is read by the door for typed numbers. */
function readNumber({ number, ipCountry }: CodeAttempt, rules: Rules): TypedVerdict {
  const phone = rules.collectNumber ? undefined : parsePhoneNumber(number)
  if (phone === undefined) {
    const field = { national_number: number, ...(ipCountry !== '' && { country_code_iso: ipCountry }) }
    return judgeTypedNumber(field, rules.numbers, rules.known)
  }
  const verdict = judgeNumber(phone, rules.numbers, rules.known.table)
  return verdict.kind === 'refused' ? { kind: 'refused', why: verdict.why } : { kind: 'number', phone }
}

function refuse(why: AttemptRefusal): AttemptVerdict {
  return { kind: 'refused', why }
}
