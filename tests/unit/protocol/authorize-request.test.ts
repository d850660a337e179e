import type { InnerLoginRequest } from '../../../lib/protocol/authorize-request.ts'
import { buildContinueUrl, buildInnerLoginUrl } from '../../../lib/protocol/authorize-request.ts'
import { VERIFIER_BYTES, buildChallenge, buildVerifier } from '../../../lib/protocol/pkce.ts'

/** RFC 7636, appendix B. */
const OCTETS = Uint8Array.from([
  116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
  240, 91, 88, 5, 88, 83, 132, 141, 121,
])
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const request: InnerLoginRequest = {
  connection: 'sms',
  host: 'acme.eu.auth0.com',
  clientId: 'companion',
  ticket: {
    intent: 'add',
    because: 'asked',
    leaving: ['old'],
    verifier: VERIFIER,
    nonce: 'n-1',
    startedAt: new Date(0),
  },
  uiLocales: [],
}

const parametersOf = (change: Partial<InnerLoginRequest> = {}) =>
  Object.fromEntries(new URL(buildInnerLoginUrl({ ...request, ...change })).searchParams)

describe('PKCE', () => {
  test('R20 the verifier and its S256 challenge are those of RFC 7636 appendix B', () => {
    expect(OCTETS).toHaveLength(VERIFIER_BYTES)
    expect(buildVerifier(OCTETS)).toBe(VERIFIER)
    expect(buildChallenge(VERIFIER)).toBe(CHALLENGE)
  })
})

describe('the inner login request', () => {
  test('R20 asks for one SMS login, bound to this ticket', () => {
    expect(parametersOf()).toStrictEqual({
      client_id: 'companion',
      redirect_uri: 'https://acme.eu.auth0.com/continue',
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid phone',
      connection: 'sms',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      nonce: 'n-1',
      max_age: '0',
    })
  })

  test('R10 asks for one email login to prove the account again, and for no number', () => {
    expect(parametersOf({ connection: 'email' })).toStrictEqual({
      ...parametersOf(),
      connection: 'email',
      scope: 'openid',
    })
  })

  test.each<[string, string | undefined, string | undefined]>([
    ['no number', undefined, undefined],
    ['a number that was typed, its plus kept', '+4915112345678', '+4915112345678'],
    ['T20 a hint that tries to add a parameter', '+49&connection=email', '+49&connection=email'],
  ])('the page is filled in with %s', (_name, loginHint, expected) => {
    expect(parametersOf({ loginHint })).toMatchObject({ connection: 'sms' })
    expect(parametersOf({ loginHint }).login_hint).toBe(expected)
  })

  test('R34 what stands for the outer login is handed on to the Action that delivers the code', () => {
    expect(parametersOf({ correlationId: 't1.a&connection=email' })).toStrictEqual({
      ...parametersOf(),
      correlation_id: 't1.a&connection=email',
    })
  })

  test('R14 which phones are to leave is told to nobody', () => {
    expect(buildInnerLoginUrl(request)).not.toContain('old')
  })

  test.each([
    ['the canonical domain', 'acme.eu.auth0.com'],
    ['a custom domain', 'login.example.com'],
    ['a domain with a port', 'localhost:3443'],
  ])('R64 at %s it stays on that host, there and back', (_name, host) => {
    const url = new URL(buildInnerLoginUrl({ ...request, host }))
    expect(url.origin + url.pathname).toBe(`https://${host}/authorize`)
    expect(url.searchParams.get('redirect_uri')).toBe(buildContinueUrl(host))
    expect(buildContinueUrl(host)).toBe(`https://${host}/continue`)
  })

  test('it has no state, since Auth0 adds its own, and no secret', () => {
    const url = buildInnerLoginUrl(request)
    expect(new URL(url).searchParams.has('state')).toBe(false)
    expect(url).not.toContain(VERIFIER)
  })

  test.each<[string, string[], string | undefined]>([
    ['no languages', [], undefined],
    ['one language', ['de'], 'de'],
    ['languages in their order', ['pt-BR', 'en'], 'pt-BR en'],
    ['T20 a language that tries to add a parameter', ['de&connection=email'], 'de&connection=email'],
  ])('%s', (_name, uiLocales, expected) => {
    expect(parametersOf({ uiLocales })).toMatchObject({ connection: 'sms' })
    expect(parametersOf({ uiLocales }).ui_locales).toBe(expected)
  })
})
