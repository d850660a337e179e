import { isIP } from 'node:net'
import type { JsonObject } from '../state.ts'
import { asText, boolean, integerBetween, listOf, oneOf, type Rule, shaped, text } from './body.ts'

/** An address, or a block of them. */
const address: Rule = (value) => {
  const [host = '', bits, ...more] = asText(value).split('/')
  const version = isIP(host)
  const isBlock = bits !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
  if (version !== 0 && more.length === 0 && (bits === undefined || isBlock)) return undefined
  return `Object didn't pass validation for format ip-or-cidr: ${asText(value)}`
}

const level = oneOf('low', 'medium', 'high')
const policy = oneOf('never', 'when_risky', 'always')
const key = text({ min: 0, max: 100 })
const provider = (names: string[], required = names) =>
  shaped({ ...Object.fromEntries(names.map((name) => [name, key])), fail_open: boolean }, required)
const stageShields = shaped({ shields: listOf(oneOf('block', 'admin_notification')) })

/** By the last part of their path: what they take, and what a new tenant has. Source: Auth0's Management API description. */
export const ATTACK_PROTECTION: {
  [name: string]: { properties: { [name: string]: Rule }; defaults: JsonObject }
} = {
  'bot-detection': {
    properties: {
      ...{ bot_detection_level: level, challenge_password_policy: policy },
      ...{ challenge_passwordless_policy: policy, challenge_password_reset_policy: policy },
      ...{ allowlist: listOf(address), monitoring_mode_enabled: boolean },
    },
    defaults: {
      ...{ bot_detection_level: 'medium', challenge_password_policy: 'never' },
      ...{ challenge_passwordless_policy: 'never', challenge_password_reset_policy: 'never' },
      ...{ allowlist: [], monitoring_mode_enabled: false },
    },
  },
  'brute-force-protection': {
    properties: {
      ...{ enabled: boolean, shields: listOf(oneOf('block', 'user_notification')) },
      ...{ allowlist: listOf(address), max_attempts: integerBetween(1, 100) },
      mode: oneOf('count_per_identifier_and_ip', 'count_per_identifier'),
    },
    defaults: {
      ...{ enabled: true, shields: ['block', 'user_notification'], allowlist: [] },
      ...{ mode: 'count_per_identifier_and_ip', max_attempts: 10 },
    },
  },
  'suspicious-ip-throttling': {
    properties: {
      ...{ enabled: boolean, shields: listOf(oneOf('block', 'admin_notification')) },
      allowlist: listOf(address),
      stage: shaped({
        'pre-login': shaped({
          ...{ max_attempts: integerBetween(1, 2500), rate: integerBetween(34_560, 86_400_000) },
        }),
        'pre-user-registration': shaped({
          ...{ max_attempts: integerBetween(1, 72_000), rate: integerBetween(1200, 86_400_000) },
        }),
      }),
    },
    defaults: {
      ...{ enabled: true, shields: ['block', 'admin_notification'], allowlist: [] },
      stage: {
        'pre-login': { max_attempts: 100, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1_728_000 },
      },
    },
  },
  'breached-password-detection': {
    properties: {
      ...{ enabled: boolean, method: oneOf('standard', 'enhanced') },
      shields: listOf(oneOf('block', 'user_notification', 'admin_notification')),
      admin_notification_frequency: listOf(oneOf('immediately', 'daily', 'weekly', 'monthly')),
      stage: shaped({ 'pre-user-registration': stageShields, 'pre-change-password': stageShields }),
    },
    defaults: {
      ...{ enabled: false, method: 'standard', shields: [], admin_notification_frequency: [] },
      stage: { 'pre-user-registration': { shields: [] }, 'pre-change-password': { shields: [] } },
    },
  },
  captcha: {
    properties: {
      active_provider_id: oneOf(
        ...['arkose', 'auth_challenge', 'friendly_captcha', 'hcaptcha'],
        ...['recaptcha_v2', 'recaptcha_enterprise', 'simple_captcha'],
      ),
      arkose: provider(
        ['site_key', 'secret', 'client_subdomain', 'verify_subdomain'],
        ['site_key', 'secret'],
      ),
      auth_challenge: shaped({ fail_open: boolean }, ['fail_open']),
      ...Object.fromEntries(
        ['hcaptcha', 'friendly_captcha', 'recaptcha_v2'].map((name) => [
          name,
          shaped({ site_key: key, secret: key }, ['site_key', 'secret']),
        ]),
      ),
      recaptcha_enterprise: shaped({ site_key: key, api_key: key, project_id: key }, [
        ...['site_key', 'api_key', 'project_id'],
      ]),
      simple_captcha: shaped({}),
    },
    defaults: { active_provider_id: 'auth_challenge', auth_challenge: { fail_open: false } },
  },
}
