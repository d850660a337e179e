import { PARSING_METADATA } from '../../lib/adapters/parsing-metadata.ts'
import type { KnownNumbers } from '../../lib/adapters/typed-number.ts'
import { DEFAULT_COUNTRIES } from '../../lib/core/countries.ts'
import { NUMBER_TABLE } from '../../lib/core/number-table.ts'
import { readNumbers } from '../../lib/read-settings.ts'
import { checkCount, checkCountries, checkKinds } from '../../lib/settings-checks.ts'
import type { Rules } from './judge-attempt.ts'

/** As typed; each is the text of the Action's setting. */
export type RuleOptions = {
  /** `ALLOWED_COUNTRIES` */
  countries?: string
  /** `NUMBER_TYPES` */
  types?: string
  /** `CODES_PER_HOUR` */
  codesPerHour?: string
  /** `COLLECT_NUMBER` */
  collectNumber?: boolean
}

/**
 * The rules that the Actions would follow with these settings.
 * @param built what `PHONE_COUNTRIES` says: the countries that the Actions are built for, unless it is the default ones
 * @param compile asked where what ships does not know all the countries
 * @throws Error with a sentence for a person
 */
export async function readRules(
  options: RuleOptions,
  built: string | undefined,
  compile: CompileCountries,
): Promise<Rules> {
  const { countries = 'default', types = 'mobile', codesPerHour } = options
  refuse('--countries', checkCountries(countries), 'as in AT,DE,GB')
  refuse('--types', checkKinds(types), 'as in mobile,voip')
  if (codesPerHour !== undefined) refuse('--codes-per-hour', checkCount(codesPerHour), 'as in 200')
  const numbers = readNumbers({ ALLOWED_COUNTRIES: countries, NUMBER_TYPES: types })
  const { allowed, known } = await knowCountries(numbers.countries, built, compile)
  return {
    numbers: { countries: allowed, kinds: numbers.kinds },
    known,
    codesPerHour: codesPerHour === undefined ? undefined : Number(codesPerHour),
    collectNumber: options.collectNumber ?? false,
  }
}

export type KnownCountries = { allowed: readonly string[]; known: KnownNumbers }

/** As `compileCountries`, which takes more memory than judging a million attempts. */
export type CompileCountries = (
  named: readonly string[] | undefined,
  built: string | undefined,
) => KnownCountries | Promise<KnownCountries>

/** What ships, or what would ship in a build that is made for other countries. */
async function knowCountries(
  named: readonly string[] | undefined,
  built: string | undefined,
  compile: CompileCountries,
): Promise<KnownCountries> {
  const allowed = [...new Set(named ?? DEFAULT_COUNTRIES)]
  if (built === undefined && allowed.every((code) => Object.hasOwn(NUMBER_TABLE, code))) {
    return { allowed, known: { table: NUMBER_TABLE, metadata: PARSING_METADATA } }
  }
  return compile(named, built)
}

function refuse(option: string, problem: string | undefined, example: string): void {
  if (problem !== undefined) throw new Error(`${option}: ${problem}, ${example}.`)
}
