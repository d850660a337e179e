import { GIVE_OTP_GRANT, lacksOtpGrant } from '../../deploy/otp-grant.ts'
import type { PresentClient, PresentTenant } from '../../deploy/present-tenant.ts'
import type { Expected } from '../expected.ts'
import { DEPLOY, fail, failFor, NOT_KNOWN, pass, warn, type Check } from '../finding.ts'
import { about, nameList } from '../name-list.ts'
import { foundApps, lookUp } from './apps.ts'

const NONE = 'OTP_CLIENTS names none.'

export const OTP_APPS: Check = {
  check: 'otp_apps',
  title: 'Apps with the OTP grant',
  meaning: 'Every application that `OTP_CLIENTS` names is there, and is one of those of `APP_CLIENTS`.',
  blocks: true,
  mend: 'Say in OTP_CLIENTS what the application is called in the dashboard (Applications), or its client id, and name it in APP_CLIENTS as well.',
  look: (tenant, wanted) => {
    const { apps, otpApps } = wanted
    if (otpApps?.length === 0) return pass(NONE)
    if (otpApps === undefined || apps === undefined) return NOT_KNOWN
    const isApp = isOneOf(foundApps(tenant, wanted))
    const problems = otpApps.flatMap((app) => {
      const { found, problems } = lookUp(tenant.clients, app)
      return found.every(isApp) ? problems : [`“${app}” is not in APP_CLIENTS.`]
    })
    return failFor(problems, `${nameList(otpApps)}.`)
  },
}

const BY_HAND =
  'Name it in OTP_CLIENTS; or else run npm run deploy, which takes off the mark that it set, or take off another’s: dashboard, Applications → the app → Settings → Advanced Settings → Application Metadata.'

export const OTP_MARKS: Check = {
  check: 'otp_marks',
  title: 'Marks for the OTP grant',
  meaning:
    'Every app of `OTP_CLIENTS` carries `phone_link_otp: "on"` in its `client_metadata`, and no other application does: only these may link a phone without a page.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => {
    if (wanted.otpApps === undefined) return NOT_KNOWN
    const apps = foundOtpApps(tenant, wanted)
    const unmarked = apps.filter((app) => !isMarked(app))
    if (unmarked.length > 0) return fail(`Not marked: ${namesOf(unmarked)}.`)
    const isApp = isOneOf(apps)
    const further = tenant.clients.filter((client) => isMarked(client) && !isApp(client))
    if (further.length > 0) return warn(`Marked without being in OTP_CLIENTS: ${namesOf(further)}.`, BY_HAND)
    return pass(apps.length > 0 ? 'All are marked, and no other is.' : 'None is marked.')
  },
}

export const OTP_GRANTS: Check = {
  check: 'otp_grants',
  title: 'Grant type of these apps',
  meaning:
    'Every app of `OTP_CLIENTS` has the grant type Passwordless OTP (`http://auth0.com/oauth/grant-type/passwordless/otp`). A deploy never changes what grant types an app has.',
  blocks: false,
  mend: GIVE_OTP_GRANT,
  look: (tenant, wanted) => {
    if (wanted.otpApps === undefined) return NOT_KNOWN
    const lacking = foundOtpApps(tenant, wanted).filter(lacksOtpGrant)
    return failFor(
      about(
        lacking.map(({ name }) => name),
        (names) => `Without it: ${names}.`,
      ),
      wanted.otpApps.length > 0 ? 'All have it.' : NONE,
    )
  },
}

/**
 * Threat: such an app asks for codes by `/passwordless/start`, with no page, session or ticket before it, so whoever
 * knows the client id of a public one can have codes sent to strangers' numbers.
 */
export const OTP_CODES: Check = {
  check: 'otp_codes',
  title: 'Limits on codes without a page',
  meaning:
    'Where `OTP_CLIENTS` names an app, `sms-provider` delivers the codes and `CODES_PER_HOUR` is set. Anybody who knows the client id of a public app among them can have codes sent to strangers’ numbers, and only the number policy and the budgets of `sms-provider` hold that back.',
  blocks: false,
  mend: 'Set CODES_PER_HOUR to what your people need in their busiest hour.',
  look: (_, { otpApps, codeProvider, hasHourBudget }) => {
    if (otpApps?.length === 0) return pass(NONE)
    if (otpApps === undefined || codeProvider === undefined) return NOT_KNOWN
    if (codeProvider === 'none')
      return warn(
        `CODE_PROVIDER is none, so nothing of ours holds back ${CODES}.`,
        'Set CODE_PROVIDER to a provider that sms-provider speaks to, and CODES_PER_HOUR.',
      )
    if (hasHourBudget === undefined) return NOT_KNOWN
    return hasHourBudget
      ? pass('CODES_PER_HOUR is set.')
      : warn(`CODES_PER_HOUR is not set, so there is no end to ${CODES}.`)
  },
}

const CODES =
  'codes that anybody who knows the client id of a public app in OTP_CLIENTS has sent to strangers’ numbers'

/** The apps of the setting, as far as they are there. */
const foundOtpApps = ({ clients }: PresentTenant, { otpApps = [] }: Expected): PresentClient[] =>
  otpApps.flatMap((app) => lookUp(clients, app).found)

const isOneOf =
  (apps: readonly PresentClient[]) =>
  ({ client_id }: PresentClient): boolean =>
    apps.some((app) => app.client_id === client_id)

const namesOf = (clients: readonly PresentClient[]): string => nameList(clients.map(({ name }) => name))

const isMarked = ({ client_metadata }: PresentClient): boolean => client_metadata?.['phone_link_otp'] === 'on'
