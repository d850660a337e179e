import type { NumberPolicy } from '../core/number-policy.ts'
import { judgeNumber } from '../core/number-policy.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import type { PageAnswer } from '../core/prompt.ts'
import { isRecord } from '../protocol/unknown-json.ts'

/**
 * Judges a number that a person has typed into a Form, before it costs anything.
 * @param value of the Form's phone field: the object that its country picker gives, with the number in E.164
 */
export function judgeTypedNumber(value: unknown, policy: NumberPolicy): PageAnswer['number'] {
  const phone = parsePhoneNumber(isRecord(value) ? value.international_number : value)
  const isAllowed = phone !== undefined && judgeNumber(phone, policy).kind === 'allowed'
  return isAllowed ? { kind: 'number', phone } : { kind: 'refused' }
}
