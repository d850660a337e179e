import fc from 'fast-check'
import { parseUserId } from '../../lib/core/user-id.ts'
import {
  buildAttempts,
  buildOffers,
  buildPending,
  buildUsedTokens,
  parseAttempts,
  parseOffers,
  parsePending,
  parseUsedTokens,
} from '../../lib/protocol/app-metadata.ts'
import { buildCorrelationId, parseCorrelationId } from '../../lib/protocol/correlation-id.ts'
import { buildProofClaim, parseLinkToken, PROOF_CLAIM } from '../../lib/protocol/link-token.ts'
import { buildLogLine } from '../../lib/protocol/log-line.ts'
import { buildSentCodes, parseSentCodes } from '../../lib/protocol/sent-codes.ts'
import { buildTicketText, parseTicketText } from '../../lib/protocol/ticket-text.ts'
import {
  buildChangeText,
  buildProofText,
  buildWantText,
  parseChangeText,
  parseProofText,
  parseWantText,
} from '../../lib/protocol/transaction-texts.ts'
import * as ours from './support/our-values.ts'

const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 0x7fffffff)
const RUNS = { seed, numRuns: 1000 }

/** As metadata comes back: through JSON. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const trip =
  <Value>(of: fc.Arbitrary<Value>, thereAndBack: (value: Value) => unknown) =>
  (): void =>
    fc.assert(
      fc.property(of, (value) => {
        expect(thereAndBack(value)).toEqual(value)
      }),
      RUNS,
    )

test.each(
  Object.entries({
    'a ticket': trip(ours.ticket, (value) => parseTicketText(buildTicketText(value))),
    'a want': trip(ours.want, (value) => parseWantText(buildWantText(value))),
    'a change': trip(ours.change, (value) => parseChangeText(buildChangeText(value))),
    'a proof': trip(ours.method, (value) => parseProofText(buildProofText(value))),
    attempts: trip(ours.attempts, (value) => parseAttempts(stored(buildAttempts(value)))),
    'a pending change': trip(ours.pending, (value) => parsePending(stored(buildPending(value)))),
    offers: trip(ours.offers, (value) => parseOffers(stored(buildOffers(value)))),
    'used tokens': trip(ours.usedTokens, (value) => parseUsedTokens(stored(buildUsedTokens(value)))),
  }),
)('%s comes back as it was written', (_name, holds) => {
  holds()
})

test('a proof in an ID token comes back to the second', () => {
  fc.assert(
    fc.property(ours.wholeSecond, fc.option(ours.wholeSecond, { nil: undefined }), (at, factorAt) => {
      const claims = { sub: 'email|ada', [PROOF_CLAIM]: stored(buildProofClaim(at, factorAt)) }
      const mfa = factorAt === undefined ? [] : [{ name: 'mfa', at: factorAt }]
      expect(parseLinkToken(claims)?.methods).toEqual([{ name: 'email', at }, ...mfa])
    }),
    RUNS,
  )
})

test('a correlation id comes back by its own key only, in 64 characters that Auth0 takes', () => {
  const userId = parseUserId('email|ada')
  if (userId === undefined) throw new Error('email|ada is a user id')
  const key = fc.string({ minLength: 32, maxLength: 40 })
  fc.assert(
    fc.property(ours.wholeSecond, key, key, fc.nat({ max: 51 }), (at, own, other, where) => {
      const text = buildCorrelationId(userId, at, own)
      expect(text).toMatch(/^[-\w.*~@+/:]{1,64}$/)
      expect(parseCorrelationId(text, own)?.startedAt).toEqual(at)
      if (own !== other) expect(parseCorrelationId(text, other)).toBeUndefined()
      const spoilt = text.slice(0, where) + (text[where] === 'a' ? 'b' : 'a') + text.slice(where + 1)
      if (where < text.length) expect(parseCorrelationId(spoilt, own)).toBeUndefined()
    }),
    RUNS,
  )
})

test('the memory of sent codes comes back within 4096 bytes, its latest codes at least', () => {
  const code = fc.record({
    ...{ at: ours.wholeSecond, number: fc.stringMatching(/^[\w-]{6}$/) },
    ...{ block: fc.stringMatching(/^[\w-]{4}$/), owner: fc.stringMatching(/^([\w-]{6}|)$/) },
  })
  const counts = fc.array(
    fc.record({ startedAt: ours.wholeSecond, count: fc.integer({ min: 1, max: 99_999 }) }),
    {
      maxLength: 20,
    },
  )
  fc.assert(
    fc.property(fc.array(code, { maxLength: 200 }), counts, (latest, each) => {
      const text = buildSentCodes({ latest, counts: each })
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096)
      expect(parseSentCodes(text)).toEqual({ latest: latest.slice(-150), counts: each.slice(-16) })
    }),
    { seed, numRuns: 200 },
  )
})

test('a line of the log is JSON of 256 characters at most, whatever its detail', () => {
  const detail = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.string({ maxLength: 600 }))
  fc.assert(
    fc.property(fc.option(detail, { nil: undefined }), (text) => {
      const entry = { decision: 'refused', intent: 'replace', reason: 'phone_account_has_history' }
      const line = buildLogLine('phone-challenge', { ...entry, ...(text !== undefined && { detail: text }) })
      expect(line.length).toBeLessThanOrEqual(256)
      expect(JSON.parse(line)).toMatchObject(entry)
    }),
    RUNS,
  )
})

test('what our keys in app_metadata hold stays within 1 kB of an ordinary account', () => {
  const few = fc.array(fc.record({ at: ours.wholeSecond, numbers: fc.array(ours.mark, { maxLength: 1 }) }), {
    maxLength: 10,
  })
  fc.assert(
    fc.property(few, ours.pending, ours.offers, (attempts, pending, offers) => {
      const kept = [buildAttempts(attempts), buildPending(pending), buildOffers(offers)]
      expect(JSON.stringify(kept).length).toBeLessThanOrEqual(1024)
    }),
    RUNS,
  )
})
