import type { Proof } from '../../../lib/core/proof.ts'
import { CONNECTION_CLAIM, HISTORY_CLAIM, parseProof } from '../../../lib/protocol/inner-id-token.ts'
import { userId } from '../../support/values.ts'

const claims: Record<string, unknown> = {
  sub: 'sms|new',
  nonce: 'n-1',
  auth_time: 1_772_366_400,
  phone_number: '+4915112345678',
  phone_number_verified: true,
  [HISTORY_CLAIM]: 'fresh',
  [CONNECTION_CLAIM]: 'sms',
}
const proof: Proof = {
  subject: userId('sms|new'),
  nonce: 'n-1',
  authTime: new Date('2026-03-01T12:00:00Z'),
  phoneNumber: '+4915112345678',
  phoneVerified: true,
  history: 'fresh',
  provenBy: 'sms',
}

describe('parseProof', () => {
  test.each<[string, Record<string, unknown>, Proof | undefined]>([
    ['a complete token', {}, proof],
    ['T06 no subject', { sub: undefined }, undefined],
    ['T06 a subject that is no user id', { sub: 'new' }, undefined],
    ['T06 a list of subjects', { sub: ['sms|new'] }, undefined],
    ['R20 no nonce', { nonce: undefined }, undefined],
    ['R20 a nonce that is no text', { nonce: 1 }, undefined],
    ['R20 no auth_time', { auth_time: undefined }, undefined],
    ['R20 an auth_time that is text', { auth_time: '1772366400' }, undefined],
    ['R20 an auth_time that is not finite', { auth_time: Infinity }, undefined],
    ['no number', { phone_number: undefined }, { ...proof, phoneNumber: undefined }],
    ['a number that is no text', { phone_number: 49 }, { ...proof, phoneNumber: undefined }],
    ['a number not verified', { phone_number_verified: false }, { ...proof, phoneVerified: false }],
    [
      'a number whose verification is only text',
      { phone_number_verified: 'true' },
      { ...proof, phoneVerified: false },
    ],
    ['T02 proven by email', { [CONNECTION_CLAIM]: 'email' }, { ...proof, provenBy: 'email' }],
    [
      'T02 nobody says how it was proven',
      { [CONNECTION_CLAIM]: undefined },
      { ...proof, provenBy: undefined },
    ],
    ['T02 a list of ways', { [CONNECTION_CLAIM]: ['sms'] }, { ...proof, provenBy: undefined }],
    ['nobody vouched', { [HISTORY_CLAIM]: undefined }, { ...proof, history: undefined }],
    ['a history', { [HISTORY_CLAIM]: 'has_history' }, { ...proof, history: 'has_history' }],
    ['an unknown word for the history', { [HISTORY_CLAIM]: 'clean' }, { ...proof, history: undefined }],
  ])('%s', (_name, change, expected) => {
    expect(parseProof({ ...claims, ...change })).toStrictEqual(expected)
  })
})
