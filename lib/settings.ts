import { SettingsError } from './errors.ts'

/** Everything an admin configures, read from `event.secrets`. */
export type Settings = {
  /** The canonical domain: the Management API's audience is always this one. */
  tenantDomain: string
  /** Hosts whose `/continue` the companion may return to: the canonical domain and the custom ones. */
  hosts: readonly string[]
  companionClientId: string
  companionClientSecret: string
  fingerprintKey: string
}

type Problem = string | undefined

/** One row per secret: its name, how it is read, and what an admin needs to know of it. */
export const SETTINGS = {
  TENANT_DOMAIN: {
    required: true,
    check: checkHost,
    about: "The tenant's canonical domain, without `https://`, e.g. `acme.eu.auth0.com`.",
  },
  CUSTOM_DOMAINS: {
    required: false,
    check: checkHosts,
    about: 'Custom domains that people sign in at, separated by commas. `none` if there are none.',
  },
  COMPANION_CLIENT_ID: {
    required: true,
    check: checkText,
    about: 'Client ID of the application `Phone Linking Companion`.',
  },
  COMPANION_CLIENT_SECRET: {
    required: true,
    check: checkText,
    about: 'Client secret of the application `Phone Linking Companion`.',
  },
  FINGERPRINT_KEY: {
    required: true,
    check: checkKey,
    about:
      'At least 32 random characters. Numbers are remembered as HMAC-SHA-256 under this key, never in clear.',
  },
} as const satisfies Record<string, { required: boolean; check: (text: string) => Problem; about: string }>

export type SettingName = keyof typeof SETTINGS

type Secrets = Readonly<Record<string, string | undefined>>

/**
 * The settings of `phone-challenge`.
 * @throws SettingsError naming every problem at once
 */
export function parseSettings(secrets: Secrets): Settings {
  refuseProblems(secrets, Object.keys(SETTINGS) as SettingName[])
  const tenantDomain = read(secrets, 'TENANT_DOMAIN').toLowerCase()
  return {
    tenantDomain,
    hosts: [tenantDomain, ...splitHosts(read(secrets, 'CUSTOM_DOMAINS'))],
    companionClientId: read(secrets, 'COMPANION_CLIENT_ID'),
    companionClientSecret: read(secrets, 'COMPANION_CLIENT_SECRET'),
    fingerprintKey: read(secrets, 'FINGERPRINT_KEY'),
  }
}

/**
 * The one setting of `phone-gate`: the companion's client id.
 * @throws SettingsError if it is missing
 */
export function parseGateSettings(secrets: Secrets): Pick<Settings, 'companionClientId'> {
  refuseProblems(secrets, ['COMPANION_CLIENT_ID'])
  return { companionClientId: read(secrets, 'COMPANION_CLIENT_ID') }
}

function read(secrets: Secrets, name: SettingName): string {
  return secrets[name]?.trim() ?? ''
}

// Settings with the same problem stand together: the whole message has to fit one line of the log.
function refuseProblems(secrets: Secrets, names: readonly SettingName[]): void {
  const byProblem = new Map<string, SettingName[]>()
  for (const name of names) {
    const problem = findProblem(read(secrets, name), name)
    if (problem !== undefined) byProblem.set(problem, [...(byProblem.get(problem) ?? []), name])
  }
  const problems = [...byProblem].map(([problem, affected]) => `${affected.join(', ')} ${problem}`)
  if (problems.length > 0) throw new SettingsError(problems)
}

function findProblem(text: string, name: SettingName): Problem {
  const { required, check } = SETTINGS[name]
  if (text === '') return required ? 'missing' : undefined
  return checkKeyword(text) ?? check(text)
}

// A deploy without its keyword mapping leaves the placeholder in place.
function checkKeyword(text: string): Problem {
  return /##|@@/.test(text) ? 'still a placeholder' : undefined
}

function checkText(): Problem {
  return undefined
}

function checkKey(text: string): Problem {
  return text.length < 32 ? 'under 32 characters' : undefined
}

function checkHost(text: string): Problem {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(text) ? undefined : 'not a host name'
}

function checkHosts(text: string): Problem {
  return splitHosts(text).some((host) => checkHost(host)) ? 'not a host name' : undefined
}

// `none` exists because Auth0 refuses an empty secret.
function splitHosts(text: string): string[] {
  return text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '' && host !== 'none')
}
