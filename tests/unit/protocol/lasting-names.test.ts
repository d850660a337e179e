import { CONNECTION_CLAIM, HISTORY_CLAIM } from '../../../lib/protocol/inner-id-token.ts'
import { OTP_GRANT } from '../../../lib/protocol/otp-grant.ts'
import { CHANGE_KEY, PRIMARY_KEY, PROOF_KEY, WANT_KEY } from '../../../lib/protocol/transaction-texts.ts'

/** Some are agreed with Auth0, the others with ourselves as of the last deploy: logins are under way meanwhile. */
test.each([
  ['the claim that vouches for the phone account', HISTORY_CLAIM, 'phone_link_account'],
  ['the claim that says what proved it', CONNECTION_CLAIM, 'phone_link_by'],
  ['what is wanted', WANT_KEY, 'phone_link_want'],
  ['that the primary was proven', PROOF_KEY, 'phone_link_proof'],
  ['what was changed', CHANGE_KEY, 'phone_link_change'],
  ['whom a phone was linked to', PRIMARY_KEY, 'phone_link_primary'],
  ['the OTP grant', OTP_GRANT, 'http://auth0.com/oauth/grant-type/passwordless/otp'],
])('keeps its name: %s', (_meaning, name, lasting) => {
  expect(name).toBe(lasting)
})
