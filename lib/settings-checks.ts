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
