import type { Login } from '../../lib/core/login.ts'
import type { PhoneNumber } from '../../lib/core/phone-number.ts'
import { parsePhoneNumber } from '../../lib/core/phone-number.ts'
import { NO_OFFERS } from '../../lib/core/policy.ts'
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

/** A login that may add a phone, proven a minute before `now`. Tests change one fact of it. */
export function eligibleLogin(now: Date): Login {
  return {
    client: 'enabled',
    grant: 'off',
    connection: 'email',
    userId: userId('email|ada'),
    bornInInnerLogin: false,
    smsOnlyAccounts: 'refuse',
    emailVerified: true,
    canShowPage: true,
    hostConfigured: true,
    ask: { kind: 'intent', intent: 'add' },
    want: undefined,
    methods: [{ name: 'email', at: minutesBefore(now, 1) }],
    hasFactor: false,
    factors: [],
    canProveEmail: true,
    otherWaysIn: 1,
    phones: [],
    phone: undefined,
    attempts: [],
    offers: NO_OFFERS,
    pending: undefined,
    phoneOffAt: undefined,
    wantsPhoneClaims: true,
  }
}

function present<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new Error(`not a valid value: ${text}`)
  return value
}
