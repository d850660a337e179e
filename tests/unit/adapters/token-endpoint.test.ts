import { createHmac } from 'node:crypto'

import { keyedFingerprints } from '../../../lib/adapters/fingerprints.ts'
import type { OutsideAnswer, OutsideRequest } from '../../../lib/adapters/outside.ts'
import { platformClock, platformEntropy } from '../../../lib/adapters/platform.ts'
import { innerLoginAt } from '../../../lib/adapters/token-endpoint.ts'
import { phoneNumber } from '../../support/values.ts'

function exchangeAnswered(answer: OutsideAnswer) {
  const asked: OutsideRequest[] = []
  const companion = { clientId: 'companion', clientSecret: 'secret' }
  const innerLogin = innerLoginAt('login.example.com', companion, (request) => {
    asked.push(request)
    return Promise.resolve(answer)
  })
  return { exchanged: innerLogin.exchange('c-1', 'v-1'), asked }
}

describe('the code exchange', () => {
  test('R64 goes to the host that served the login, with its callback', async () => {
    const { exchanged, asked } = exchangeAnswered({ status: 200, body: { id_token: 'a.b.c' } })
    expect(await exchanged).toEqual({ kind: 'token', idToken: 'a.b.c' })
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      at: 'token',
      url: 'https://login.example.com/oauth/token',
      method: 'POST',
      form: { code: 'c-1', code_verifier: 'v-1', redirect_uri: 'https://login.example.com/continue' },
    })
  })

  test.each([
    ['T04 a code used twice', 'Invalid authorization code'],
    ['T03 a code of another verifier', 'Failed to verify code verifier'],
  ])('%s is rejected', async (_name, error_description) => {
    const body = { error: 'invalid_grant', error_description }
    expect(await exchangeAnswered({ status: 403, body }).exchanged).toEqual({ kind: 'rejected' })
  })

  test.each<[string, OutsideAnswer, string]>([
    ['a wrong secret', { status: 401, body: { error: 'access_denied' } }, 'token_http_401'],
    ['a server in trouble', { status: 503, body: undefined }, 'token_http_503'],
    ['a limit', { status: 429, body: { error: 'too_many_requests' } }, 'token_http_429'],
    ['a success without a token', { status: 200, body: { access_token: 'x' } }, 'token_malformed'],
  ])('R61 %s is an error', async (_name, answer, message) => {
    await expect(exchangeAnswered(answer).exchanged).rejects.toThrow(message)
  })
})

describe('fingerprints', () => {
  const phone = phoneNumber('+4915112345678')

  test('R33 are HMAC-SHA-256, cut to 128 bits', () => {
    const whole = createHmac('sha256', 'k'.repeat(32)).update('+4915112345678').digest()
    expect(keyedFingerprints('k'.repeat(32)).of(phone)).toBe(whole.subarray(0, 16).toString('base64url'))
  })

  test('R33 have not changed since numbers were first remembered', () => {
    expect(keyedFingerprints('0123456789abcdef0123456789abcdef').of(phone)).toBe('bIS-Q14Oq1HAD8M4_Jvwpw')
  })

  test('R33 differ by number and by key, and do not show the number', () => {
    const fingerprints = keyedFingerprints('k'.repeat(32))
    expect(fingerprints.of(phoneNumber('+4915112345679'))).not.toBe(fingerprints.of(phone))
    expect(keyedFingerprints('l'.repeat(32)).of(phone)).not.toBe(fingerprints.of(phone))
    expect(fingerprints.of(phone)).toMatch(/^[\w-]{22}$/)
  })
})

describe('the platform', () => {
  test('tells the time and gives randomness of the length asked for', () => {
    expect(Math.abs(platformClock.now().getTime() - Date.now())).toBeLessThan(1000)
    expect(platformEntropy.bytes(32)).toHaveLength(32)
    expect(platformEntropy.bytes(32)).not.toEqual(platformEntropy.bytes(32))
  })
})
