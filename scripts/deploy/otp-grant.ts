import type { PresentClient } from './present-tenant.ts'

// Source: Auth0 docs, get-started/applications/application-grant-types.
const OTP_GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

/** Whether the app could not use the OTP grant, whatever it is marked with. */
export const lacksOtpGrant = ({ grant_types = [] }: PresentClient): boolean =>
  !grant_types.includes(OTP_GRANT)

/** How an admin gives an app that grant. What an app may do is its owner's to say, so no deploy does. */
export const GIVE_OTP_GRANT =
  'Dashboard, Applications → the app → Settings → Advanced Settings → Grant Types: switch on Passwordless OTP.'
