import { named, DEPLOY } from '../parts-of-a-case.ts'
import type { Case } from '../healthy-tenant.ts'
import type { Mistake } from '../mistake.ts'

export const OTP_GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

/** The app may link by the OTP grant as well, and all is as it should be. */
export function withOtpApp({ tenant, wanted }: Case): void {
  Object.assign(named(tenant.clients, 'Shop'), {
    client_metadata: { phone_link: 'on', phone_link_otp: 'on' },
    grant_types: ['authorization_code', OTP_GRANT],
  })
  Object.assign(wanted, { otpApps: ['Shop'], hasHourBudget: true })
}

/** The same, but for one fact. */
const otp =
  (change: (of: Case) => unknown) =>
  (of: Case): void => {
    withOtpApp(of)
    change(of)
  }

const STRANGERS =
  'codes that anybody who knows the client id of a public app in OTP_CLIENTS has sent to strangers’ numbers'

export const OTP: readonly Mistake[] = [
  [
    'an app with the OTP grant that is not there',
    otp(({ wanted }) => (wanted.otpApps = ['Shop', 'Shpo'])),
    'otp_apps',
    'fail, blocks',
    'The tenant has no application “Shpo”.',
    'Say in OTP_CLIENTS',
  ],
  [
    'an app with the OTP grant that is none of APP_CLIENTS',
    otp(({ tenant, wanted }) => {
      wanted.otpApps = ['Shop', 'id-other']
      Object.assign(named(tenant.clients, 'Other'), named(tenant.clients, 'Shop'), {
        ...{ client_id: 'id-other', name: 'Other' },
        client_metadata: { phone_link_otp: 'on' },
      })
    }),
    'otp_apps',
    'fail, blocks',
    '“id-other” is not in APP_CLIENTS.',
    'name it in APP_CLIENTS as well',
  ],
  [
    'an app with the OTP grant that is not marked for it',
    otp(({ tenant }) => (named(tenant.clients, 'Shop').client_metadata = { phone_link: 'on' })),
    'otp_marks',
    'fail',
    'Not marked: Shop.',
    DEPLOY,
  ],
  [
    'an application that somebody has marked',
    otp(({ tenant }) => (named(tenant.clients, 'Other').client_metadata = { phone_link_otp: 'on' })),
    'otp_marks',
    'warn',
    'Marked without being in OTP_CLIENTS: Other.',
    'Application Metadata',
  ],
  [
    'an app that is marked still, where OTP_CLIENTS names none any more',
    otp(({ wanted }) => (wanted.otpApps = [])),
    'otp_marks',
    'warn',
    'Marked without being in OTP_CLIENTS: Shop.',
    'run npm run deploy',
  ],
  [
    'an app without the OTP grant',
    otp(({ tenant }) => (named(tenant.clients, 'Shop').grant_types = ['authorization_code'])),
    'otp_grants',
    'fail',
    'Without it: Shop.',
    'Applications → the app → Settings → Advanced Settings → Grant Types',
  ],
  [
    'codes without a page, delivered by the tenant’s own provider',
    otp(({ wanted, tenant }) => {
      wanted.codeProvider = 'none'
      tenant.phoneProviders = [{ name: 'twilio', disabled: false }]
    }),
    'otp_codes',
    'warn',
    `CODE_PROVIDER is none, so nothing of ours holds back ${STRANGERS}.`,
    'Set CODE_PROVIDER',
  ],
  [
    'codes without a page, as many as anybody asks for',
    otp(({ wanted }) => (wanted.hasHourBudget = false)),
    'otp_codes',
    'warn',
    `CODES_PER_HOUR is not set, so there is no end to ${STRANGERS}.`,
    'Set CODES_PER_HOUR',
  ],
]
