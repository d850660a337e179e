import { OTP_GRANT, isOtpGrant, parseLinkTo, signedPart } from '../../../lib/protocol/otp-grant.ts'
import { mayLinkByGrant, takesPart } from '../../../lib/protocol/client-metadata.ts'

describe('link_to', () => {
  test.each<[string, unknown, string | undefined]>([
    ['is the text that was sent', { grant_type: OTP_GRANT, link_to: 'a.b.c' }, 'a.b.c'],
    ['is empty where it is sent empty', { grant_type: OTP_GRANT, link_to: '' }, ''],
    ['R14 that came twice is no token', { grant_type: OTP_GRANT, link_to: ['a.b.c', 'd.e.f'] }, ''],
    ['that is null is no token', { grant_type: OTP_GRANT, link_to: null }, ''],
    ['is nothing where none is sent', { grant_type: OTP_GRANT }, undefined],
    ['R14 is nothing in a refresh', { grant_type: 'refresh_token', link_to: 'a.b.c' }, undefined],
    ['R14 is nothing without a grant', { link_to: 'a.b.c' }, undefined],
    ['is nothing without a body', undefined, undefined],
    ['is nothing in a list', [{ grant_type: OTP_GRANT, link_to: 'a' }], undefined],
  ])('%s', (_name, body, expected) => {
    expect(parseLinkTo(body)).toBe(expected)
  })

  test('a request by the OTP grant is known without it', () => {
    expect(isOtpGrant({ grant_type: OTP_GRANT })).toBe(true)
    expect(isOtpGrant({ grant_type: 'password' })).toBe(false)
  })

  test('T04 what is signed is the token without its signature', () => {
    expect(signedPart('head.claims.signature')).toBe('head.claims')
  })
})

describe('R13 what an admin lets a client do', () => {
  test.each([
    ['nothing without metadata', undefined, false, false],
    ['nothing by other words', { phone_link: 'true', phone_link_otp: 'true' }, false, false],
    ['phone changes on pages', { phone_link: 'on' }, true, false],
    ['nothing by the grant alone', { phone_link_otp: 'on' }, false, false],
    ['both', { phone_link: 'on', phone_link_otp: 'on' }, true, true],
    ['pages alone, by another word for the grant', { phone_link: 'on', phone_link_otp: 'ON' }, true, false],
  ])('%s', (_name, metadata, part, grant) => {
    expect([takesPart(metadata), mayLinkByGrant(metadata)]).toStrictEqual([part, grant])
  })
})
