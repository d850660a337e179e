import { mended, type SeededMistake } from './seeded-mistake.ts'

/** Of the app that may link by the OTP grant. */
export const SEEDED_IN_OTP_APPS: readonly SeededMistake[] = [
  {
    what: 'the app with the OTP grant has lost that mark',
    seed: async ({ management, clientId }) =>
      management.clients.update(await clientId('Demo Native'), { client_metadata: { phone_link_otp: null } }),
    check: 'otp_marks',
    found: 'Not marked: Demo Native.',
    ...mended,
  },
  {
    what: 'somebody has marked an application for the OTP grant',
    seed: async ({ management, clientId }) =>
      management.clients.update(await clientId('Other App'), { client_metadata: { phone_link_otp: 'on' } }),
    check: 'otp_marks',
    found: 'Marked without being in OTP_CLIENTS: Other App.',
    ...{ verdict: 'warn', blocks: false, mend: 'Application Metadata' },
  },
  {
    what: 'the app has lost the grant type',
    seed: async ({ management, clientId }) =>
      management.clients.update(await clientId('Demo Native'), {
        grant_types: ['authorization_code', 'refresh_token'],
      }),
    check: 'otp_grants',
    found: 'Without it: Demo Native.',
    ...{ verdict: 'fail', blocks: false, mend: 'Advanced Settings → Grant Types' },
  },
]
