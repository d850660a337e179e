import { buildProofClaim, parseLinkToken } from '../../../lib/protocol/link-token.ts'

const AT = new Date('2026-03-01T12:00:00.700Z')
const SECONDS = 1772366400
const email = { name: 'email', at: new Date(SECONDS * 1000) }
const mfa = { name: 'mfa', at: new Date((SECONDS + 30) * 1000) }

describe('the claim that says when somebody was proven', () => {
  test('holds whole seconds', () => {
    expect(buildProofClaim(AT, undefined)).toStrictEqual({ at: SECONDS })
    expect(buildProofClaim(AT, new Date(AT.getTime() + 30_000))).toStrictEqual({
      at: SECONDS,
      mfa: SECONDS + 30,
    })
  })

  test.each<[string, Record<string, unknown>, unknown]>([
    ['comes back as it went', { phone_link_proof: buildProofClaim(AT, undefined) }, [email]],
    ['comes back with a second factor', { phone_link_proof: buildProofClaim(AT, mfa.at) }, [email, mfa]],
    ['without it, auth_time tells', { auth_time: SECONDS }, [email]],
    ['R10 goes before auth_time', { phone_link_proof: { at: SECONDS }, auth_time: SECONDS + 900 }, [email]],
    [
      'R10 that tells of nothing is not made good by auth_time',
      { phone_link_proof: {}, auth_time: SECONDS },
      [],
    ],
    ['R10 without either, nothing was proven', {}, []],
    ['R10 a time that is text is none', { auth_time: String(SECONDS) }, []],
    ['R10 a time without an end is none', { phone_link_proof: { at: Infinity, mfa: NaN } }, []],
    ['R10 a time that is no number is none', { phone_link_proof: { at: null, mfa: '1' } }, []],
  ])('%s', (_name, claims, methods) => {
    expect(parseLinkToken({ sub: 'email|ada', ...claims })).toStrictEqual({ subject: 'email|ada', methods })
  })

  test.each([undefined, 7, '', 'ada'])('T24 of no user (%j) it is no token', (sub) => {
    expect(parseLinkToken({ sub, auth_time: SECONDS })).toBeUndefined()
  })
})
