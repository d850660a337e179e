import fc from 'fast-check'
import { parsePhoneNumber } from '../../../lib/core/phone-number.ts'
import { parseUserId } from '../../../lib/core/user-id.ts'
import {
  parseAttempts,
  parseAuditRecord,
  parseOffers,
  parsePending,
  parseUsedTokens,
} from '../../../lib/protocol/app-metadata.ts'
import { parseEventAnswer } from '../../../lib/protocol/code-event.ts'
import { parseContinueAnswer } from '../../../lib/protocol/continue-request.ts'
import { parseCorrelationId } from '../../../lib/protocol/correlation-id.ts'
import { parseAsk } from '../../../lib/protocol/ext-phone.ts'
import { parseProfileNumber, parseUserIdentities } from '../../../lib/protocol/identities.ts'
import { parseProof } from '../../../lib/protocol/inner-id-token.ts'
import { parseLinkToken } from '../../../lib/protocol/link-token.ts'
import { parseLinkTo } from '../../../lib/protocol/otp-grant.ts'
import { parseRetryAfter } from '../../../lib/protocol/retry-after.ts'
import { parseSentCodes } from '../../../lib/protocol/sent-codes.ts'
import { parseSignedClaims } from '../../../lib/protocol/signed-claims.ts'
import { parseWebhookSecret } from '../../../lib/protocol/standard-webhook.ts'
import { parseTicketText } from '../../../lib/protocol/ticket-text.ts'
import { parseAccessToken, parseIdToken } from '../../../lib/protocol/token-response.ts'
import { parseChangeText, parseProofText, parseWantText } from '../../../lib/protocol/transaction-texts.ts'
import { parseTwilioAnswer } from '../../../lib/protocol/twilio-answer.ts'
import { parseJson, parseTexts, parseTime, parseVersioned } from '../../../lib/protocol/unknown-json.ts'
import { FIELDS, WORDS } from './field-names.ts'

/** Anything that JSON can say, with the names and words that our own texts have more often than chance would. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom<unknown>(...WORDS, 1, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, null, true, 1_772_442_000),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 6 }),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value

export const anything: fc.Arbitrary<unknown> = fc.oneof(anyJson, fc.string({ unit: 'binary' }), fc.anything())

/** A text that is JSON, or nearly, or not at all. */
const anyText = fc.oneof(
  anyJson.map((value) => JSON.stringify(value)),
  anyJson.map((value) => JSON.stringify({ v: 1, ...(value as object | null) })),
  fc.string({ unit: 'binary', maxLength: 300 }),
  anyJson.map((value) => `${JSON.stringify(value)},`),
)

const anyStatus = fc.constantFrom(100, 200, 201, 204, 301, 400, 401, 404, 409, 410, 429, 500, 503, Number.NaN)
const now = new Date('2026-03-01T12:00:00Z')

const headers = fc
  .dictionary(
    fc.constantFrom('retry-after', 'x-ratelimit-reset'),
    fc.oneof(fc.string(), fc.nat().map(String)),
  )
  .map((named) => ({ get: (name: string) => named[name] ?? null }))

/** Asks a parser something; what it throws is its failure. */
export type Ask = fc.IProperty<unknown>

const ask = <Given>(given: fc.Arbitrary<Given>, call: (given: Given) => unknown) =>
  fc.property(given, (value) => void call(value))

/** Every `parse…` of lib/core and lib/protocol, asked whatever might come. */
export const PARSERS = {
  parseAccessToken: ask(anything, parseAccessToken),
  parseAsk: ask(anything, parseAsk),
  parseAttempts: ask(anything, parseAttempts),
  parseAuditRecord: ask(anything, parseAuditRecord),
  parseChangeText: ask(fc.oneof(anyText, anything), parseChangeText),
  parseContinueAnswer: ask(fc.tuple(anything, anything), ([query, body]) => parseContinueAnswer(query, body)),
  parseCorrelationId: ask(fc.tuple(anything, fc.string({ minLength: 1 })), ([text, key]) =>
    parseCorrelationId(text, key),
  ),
  parseEventAnswer: ask(fc.tuple(anyStatus, anything), ([status, body]) => parseEventAnswer(status, body)),
  parseIdToken: ask(anything, parseIdToken),
  parseJson: ask(anyText, parseJson),
  parseLinkTo: ask(anything, parseLinkTo),
  parseLinkToken: ask(fc.dictionary(fc.constantFrom(...FIELDS), anything), parseLinkToken),
  parseOffers: ask(anything, parseOffers),
  parsePending: ask(anything, parsePending),
  parsePhoneNumber: ask(anything, parsePhoneNumber),
  parseProfileNumber: ask(anything, parseProfileNumber),
  parseProof: ask(fc.dictionary(fc.constantFrom(...FIELDS), anything), parseProof),
  parseProofText: ask(fc.oneof(anyText, anything), parseProofText),
  parseRetryAfter: ask(headers, (given) => parseRetryAfter(given, now)),
  parseSentCodes: ask(fc.oneof(fc.constant(undefined), anyText, sentCodesLike()), parseSentCodes),
  parseSignedClaims: ask(fc.tuple(anyText, fc.string(), fc.string()), ([payload, issuer, audience]) =>
    parseSignedClaims(payload, { issuers: [issuer], audience }, now),
  ),
  parseTexts: ask(anything, parseTexts),
  parseTicketText: ask(fc.oneof(anyText, anything), parseTicketText),
  parseTime: ask(anything, parseTime),
  parseTwilioAnswer: ask(fc.tuple(anyStatus, anything), ([status, body]) => parseTwilioAnswer(status, body)),
  parseUsedTokens: ask(anything, parseUsedTokens),
  parseUserId: ask(anything, parseUserId),
  parseUserIdentities: ask(anything, parseUserIdentities),
  parseVersioned: ask(fc.oneof(anyText, anything), parseVersioned),
  parseWantText: ask(fc.oneof(anyText, anything), parseWantText),
  parseWebhookSecret: ask(fc.string(), parseWebhookSecret),
} satisfies Record<string, Ask>

function sentCodesLike(): fc.Arbitrary<string> {
  return fc
    .array(fc.stringMatching(/^[0-9a-z]{0,9}[\w-]{0,20}$/), { maxLength: 6 })
    .map((lines) => ['c1', ...lines].join('\n'))
}
