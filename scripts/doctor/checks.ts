import { ACTION_DEPENDENCIES, ACTION_RUNTIME, ACTION_SECRETS } from './checks/action-parts.ts'
import { ACTION_DRAFTS, ACTIONS } from './checks/actions.ts'
import { APP_MARKS, APPS } from './checks/apps.ts'
import { ATTACK_PROTECTION } from './checks/attack-protection.ts'
import { BINDINGS } from './checks/bindings.ts'
import { FLOWS, FORMS } from './checks/bodies.ts'
import { COMPANION_GRANT } from './checks/companion-grant.ts'
import { COMPANION, COMPANION_CALLBACKS } from './checks/companion.ts'
import { CUSTOM_DOMAINS } from './checks/custom-domains.ts'
import { EMAIL_CONNECTION, EMAIL_CONNECTION_COMPANION } from './checks/email-connection.ts'
import { EMAIL_PROVIDER } from './checks/email-provider.ts'
import { IDENTIFIER_FIRST, UNIVERSAL_LOGIN } from './checks/login-pages.ts'
import { MFA_BY_ACTIONS } from './checks/mfa-by-actions.ts'
import { OTP_APPS, OTP_CODES, OTP_GRANTS, OTP_MARKS } from './checks/otp-apps.ts'
import { PHONE_ONLY_PEOPLE } from './checks/phone-only-people.ts'
import {
  PHONE_PROVIDER,
  PHONE_PROVIDER_ACTION,
  TENANT_PHONE_PROVIDER,
  UNIFIED_PHONE,
} from './checks/phone-provider.ts'
import { PLAN_LIMITS } from './checks/plan-limits.ts'
import { SETTINGS } from './checks/settings.ts'
import { SMS_CONNECTION, SMS_CONNECTION_SHAPE } from './checks/sms-connection.ts'
import type { Check } from './finding.ts'

/** Everything that has to be so in a tenant, in the order in which an admin would look. */
export const CHECKS: readonly Check[] = [
  SETTINGS,
  UNIVERSAL_LOGIN,
  IDENTIFIER_FIRST,
  EMAIL_PROVIDER,
  EMAIL_CONNECTION,
  EMAIL_CONNECTION_COMPANION,
  TENANT_PHONE_PROVIDER,
  PHONE_PROVIDER,
  PHONE_PROVIDER_ACTION,
  UNIFIED_PHONE,
  SMS_CONNECTION_SHAPE,
  SMS_CONNECTION,
  APPS,
  APP_MARKS,
  OTP_APPS,
  OTP_MARKS,
  OTP_GRANTS,
  OTP_CODES,
  CUSTOM_DOMAINS,
  COMPANION,
  COMPANION_CALLBACKS,
  COMPANION_GRANT,
  ACTIONS,
  ACTION_DRAFTS,
  ACTION_RUNTIME,
  ACTION_DEPENDENCIES,
  ACTION_SECRETS,
  BINDINGS,
  FORMS,
  FLOWS,
  ATTACK_PROTECTION,
  MFA_BY_ACTIONS,
  PHONE_ONLY_PEOPLE,
  PLAN_LIMITS,
]
