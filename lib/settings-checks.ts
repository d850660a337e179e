import { NUMBER_KINDS } from './core/number-kinds.ts'
import { parseWebhookSecret } from './protocol/standard-webhook.ts'
import { isRecord } from './protocol/unknown-json.ts'

/** What is wrong with a setting, as the words that follow its name; undefined if nothing is. */
export type Problem = string | undefined

export function checkText(): Problem {
  return undefined
}

export function checkKey(text: string): Problem {
  return text.length < 32 ? 'under 32 characters' : undefined
}

export function checkHost(text: string): Problem {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(text) ? undefined : 'not a host name'
}

export function checkHosts(text: string): Problem {
  return splitList(text).some((host) => checkHost(host)) ? 'not a host name' : undefined
}

export function checkSmsOnlyAccounts(text: string): Problem {
  return text === 'refuse' || text === 'allow' ? undefined : 'not refuse or allow'
}

export const POLICIES = ['never', 'offer', 'required'] as const

export function checkPolicy(text: string): Problem {
  return POLICIES.some((policy) => policy === text) ? undefined : 'not never, offer or required'
}

export function checkCount(text: string): Problem {
  return /^\d{1,4}$/.test(text) ? undefined : 'not a whole number'
}

export function checkSwitch(text: string): Problem {
  return text === 'on' || text === 'off' ? undefined : 'not on or off'
}

export function checkCountries(text: string): Problem {
  if (text === 'default') return undefined
  const codes = splitList(text)
  return codes.length > 0 && codes.every((code) => /^[a-z]{2}$/i.test(code)) ? undefined : 'not country codes'
}

// Plain HTTP only for a page on the very machine, where apps are tried.
export function checkUrl(text: string): Problem {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  return isSafe ? undefined : 'not an https URL'
}

export function checkKinds(text: string): Problem {
  const kinds = splitList(text)
  const known = kinds.every((kind) => NUMBER_KINDS.some((each) => each === kind))
  return kinds.length > 0 && known ? undefined : `not a list of ${NUMBER_KINDS.join(', ')}`
}

/** Who delivers codes. */
export const CODE_PROVIDERS = ['twilio_messaging', 'twilio_verify', 'webhook'] as const

export function checkCodeProvider(text: string): Problem {
  return CODE_PROVIDERS.some((each) => each === text) ? undefined : `not one of ${CODE_PROVIDERS.join(', ')}`
}

export const checkAccountSid = sidBeginningWith('AC')
export const checkVerifySid = sidBeginningWith('VA')
export const checkMessagingSid = sidBeginningWith('MG')

/** Twilio's ids: two letters that tell what it is of, and 32 hexadecimal digits. */
function sidBeginningWith(prefix: string): (text: string) => Problem {
  const pattern = new RegExp(`^${prefix}[0-9a-f]{32}$`)
  return (text) => (pattern.test(text) ? undefined : `not an id that begins with ${prefix}`)
}

// A phone number, a short code, or a name of at most 11 characters.
export function checkSender(text: string): Problem {
  return /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[a-z])[a-z0-9 ]{1,11})$/i.test(text) ? undefined : 'not a sender'
}

export function checkWebhookSecret(text: string): Problem {
  return parseWebhookSecret(text) ? undefined : 'not whsec_ and 24 to 64 bytes in base64'
}

export function checkSigningKey(text: string): Problem {
  const problem = 'not a private JWK with alg and kid'
  try {
    const key = JSON.parse(text) as unknown
    return isRecord(key) && [key.kty, key.d, key.alg, key.kid].every((part) => typeof part === 'string')
      ? undefined
      : problem
  } catch {
    return problem
  }
}

export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && entry !== 'none')
}
