import fc from 'fast-check'
import { parsePhoneNumber } from '../../../lib/core/phone-number.ts'
import { CHANGE_KINDS, INTENTS } from '../../../lib/core/outcome.ts'
import type { Reason } from '../../../lib/core/refusals.ts'
import { REASONS } from '../../../lib/core/refusals.ts'
import { BECAUSES, CHOICES } from '../../../lib/core/want.ts'

/** Values as our own code makes them. */
export const wholeSecond = fc
  .integer({ min: 1_600_000_000, max: 4_000_000_000 })
  .map((seconds) => new Date(seconds * 1000))
export const time = fc.integer({ min: 1_600_000_000_000, max: 4_000_000_000_000 }).map((at) => new Date(at))

export const id = fc.stringMatching(/^[0-9a-f]{24}$/)
export const mark = fc.stringMatching(/^[\w-]{11}$/)
const token = fc.stringMatching(/^[\w-]{43}$/)
const intent = fc.constantFrom(...INTENTS)
const because = fc.constantFrom(...BECAUSES)
const phone = fc
  .stringMatching(/^\+4474[0-9]{8}$/)
  .map(parsePhoneNumber)
  .filter((number) => number !== undefined)

export const ticket = fc.record({
  ...{ intent, because, verifier: token, nonce: token, startedAt: time },
  leaving: fc.array(id, { maxLength: 3 }),
})
export const want = fc.record(
  {
    ...{ intent, because, hint: phone, choice: fc.constantFrom(...CHOICES) },
    refusal: fc.constantFrom(...(Object.keys(REASONS) as Reason[])),
  },
  { requiredKeys: ['intent', 'because'] },
)
export const change = fc.record(
  {
    ...{ did: fc.constantFrom(...CHANGE_KINDS), at: time, pushed: fc.constant(true as const) },
    last2: fc.option(fc.stringMatching(/^\d\d$/), { nil: undefined }),
  },
  { requiredKeys: ['did', 'at', 'last2'] },
)
export const method = fc.record({ name: fc.constantFrom('email', 'mfa', 'pwd'), at: time })

/** As many as an account may have. */
export const attempts = fc.array(fc.record({ at: wholeSecond, numbers: fc.array(mark, { maxLength: 3 }) }), {
  maxLength: 10,
})
export const pending = fc.record(
  {
    ...{ intent, leaving: fc.array(id, { maxLength: 2 }), startedAt: wholeSecond },
    ...{ told: fc.constant(true as const), made: fc.constant(true as const) },
  },
  { requiredKeys: ['intent', 'leaving', 'startedAt'] },
)
export const offers = fc.record({ times: fc.nat({ max: 50 }), lastAt: wholeSecond })
export const usedTokens = fc.array(fc.record({ at: wholeSecond, mark }), { maxLength: 10 })
