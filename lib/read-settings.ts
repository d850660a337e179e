import { NUMBER_KINDS } from './core/number-kinds.ts'
import type { NumberKind } from './core/number-kinds.ts'
import type { SmsOnlyAccounts } from './core/sms-only-account.ts'
import { SettingsError } from './errors.ts'
import { splitList } from './settings-checks.ts'
import type { Problem } from './settings-checks.ts'
import type { Secrets, Setting, SettingName } from './settings-table.ts'

/** Which numbers may be used. */
export type NumberSettings = {
  /** ISO 3166-1 alpha-2 codes; undefined for those that the build was made for. */
  countries: readonly string[] | undefined
  kinds: readonly NumberKind[]
}

export function readNumbers(secrets: Secrets): NumberSettings {
  const countries = readOptional(secrets, 'ALLOWED_COUNTRIES') ?? 'default'
  const kinds = splitList(readOptional(secrets, 'NUMBER_TYPES') ?? 'mobile')
  return {
    countries: countries === 'default' ? undefined : splitList(countries.toUpperCase()),
    kinds: NUMBER_KINDS.filter((kind) => kinds.includes(kind)),
  }
}

export function readSmsOnlyAccounts(secrets: Secrets): SmsOnlyAccounts {
  return read(secrets, 'SMS_ONLY_ACCOUNTS') === 'allow' ? 'allow' : 'refuse'
}

export function read(secrets: Secrets, name: SettingName): string {
  return secrets[name]?.trim() ?? ''
}

/** Undefined where it is not set. `none` exists because Auth0 refuses an empty secret. */
export function readOptional(secrets: Secrets, name: SettingName): string | undefined {
  const text = read(secrets, name)
  return text === '' || text === 'none' ? undefined : text
}

/**
 * Settings with the same problem stand together: the whole message has to fit one line of the log.
 * @param neededHere optional ones that the other settings make necessary
 * @throws SettingsError naming every problem at once
 */
export function refuseProblems(
  secrets: Secrets,
  settings: Readonly<Partial<Record<SettingName, Setting>>>,
  neededHere: readonly SettingName[] = [],
): void {
  const byProblem = new Map<string, SettingName[]>()
  for (const [name, setting] of Object.entries(settings) as [SettingName, Setting][]) {
    const isNeeded = setting.required || neededHere.includes(name)
    const problem = findProblem(read(secrets, name), setting, isNeeded)
    if (problem !== undefined) byProblem.set(problem, [...(byProblem.get(problem) ?? []), name])
  }
  const problems = [...byProblem].map(([problem, affected]) => `${affected.join(', ')} ${problem}`)
  if (problems.length > 0) throw new SettingsError(problems)
}

/**
 * What is wrong with the text of one setting.
 * @param isNeeded whether it may not be left out, be it by itself or through another setting
 */
export function findProblem(text: string, { required, check }: Setting, isNeeded: boolean): Problem {
  const isUnset = text === '' || (text === 'none' && !required)
  if (isUnset) return isNeeded ? 'missing' : undefined
  return checkKeyword(text) ?? check(text)
}

// A deploy without its keyword mapping leaves the placeholder in place.
function checkKeyword(text: string): Problem {
  return /##|@@/.test(text) ? 'still a placeholder' : undefined
}
