import type { PhoneNumber } from '../../lib/core/phone-number.ts'
import { parsePhoneNumber } from '../../lib/core/phone-number.ts'
import type { UserId } from '../../lib/core/user-id.ts'
import { parseUserId } from '../../lib/core/user-id.ts'

/** Branded values for tests, through the same doors as everywhere. */
export function userId(text: string): UserId {
  return present(parseUserId(text), text)
}

export function phoneNumber(text: string): PhoneNumber {
  return present(parsePhoneNumber(text), text)
}

export function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}

function present<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new Error(`not a valid value: ${text}`)
  return value
}
