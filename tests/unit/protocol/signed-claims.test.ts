import { parseSignedClaims } from '../../../lib/protocol/signed-claims.ts'

const NOW = new Date('2026-03-01T12:00:00.900Z')
const SECONDS = Math.floor(NOW.getTime() / 1000)
const SKEW = 300
const expected = { issuers: ['https://acme.eu.auth0.com/', 'https://login.example.com/'], audience: 'app' }

const claims = {
  iss: 'https://login.example.com/',
  aud: 'app',
  iat: SECONDS,
  exp: SECONDS + 60,
}
const parse = (change: Record<string, unknown> = {}) =>
  parseSignedClaims(JSON.stringify({ ...claims, ...change }), expected, NOW)

describe('claims that hold', () => {
  test.each<[string, Record<string, unknown>]>([
    ['of either issuer', { iss: 'https://acme.eu.auth0.com/' }],
    ['with the audience among others', { aud: ['api', 'app'] }],
    ['T30 expired within the skew', { exp: SECONDS - SKEW + 1 }],
    ['T30 early within the skew', { nbf: SECONDS + SKEW }],
    ['with more claims', { sub: 'email|ada' }],
  ])('%s are given as they are', (_name, change) => {
    expect(parse(change)).toStrictEqual({ ...claims, ...change })
  })
})

describe('claims that do not hold', () => {
  test.each<[string, Record<string, unknown>]>([
    ['T06 another issuer', { iss: 'https://evil.example.com/' }],
    ['T06 the issuers as a list', { iss: ['https://login.example.com/'] }],
    ['T06 no issuer', { iss: undefined }],
    ['T06 another audience', { aud: 'other' }],
    ['T06 others’ audiences', { aud: ['other', 'api'] }],
    ['T06 an audience that begins alike', { aud: 'app2' }],
    ['T06 no audience', { aud: undefined }],
    ['T30 expired when the skew is over', { exp: SECONDS - SKEW }],
    ['T30 too early', { nbf: SECONDS + SKEW + 1 }],
    ['R21 an expiry that is text', { exp: String(SECONDS + 60) }],
    ['R21 no expiry', { exp: undefined }],
    ['R21 no time of issue', { iat: undefined }],
    ['R21 a start that is text', { nbf: 'now' }],
    ['R21 a start that is a number written as text', { nbf: '0' }],
  ])('%s', (_name, change) => {
    expect(parse(change)).toBeUndefined()
  })

  test.each(['', 'no json', '[]', 'null', '"text"'])('R21 the payload %j is none', (payload) => {
    expect(parseSignedClaims(payload, expected, NOW)).toBeUndefined()
  })
})
