import { getExampleNumber } from 'libphonenumber-js/max'
import type { CountryCode } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'

import { MAX_ATTEMPTS } from '../../lib/core/attempts.ts'
import { MAX_PER_BLOCK, MAX_PER_NUMBER } from '../../lib/core/code-budget.ts'
import type { Chance } from './seeded-chance.ts'
import { readMetadata } from '../number-metadata.ts'
import type { CodeAttempt } from './judge-attempt.ts'
import { spellingsOf } from './spellings.ts'

/** An attack on the bill or on somebody's phone, by people who have accounts. */
export type Simulation = {
  name: string
  attempts: (chance: Chance) => Iterable<CodeAttempt>
  /** `ALLOWED_COUNTRIES` */
  countries: readonly string[]
  /** `CODES_PER_HOUR` */
  codesPerHour?: number
  /** The most that the caps let through, and why. */
  allowed: number
  because: string
}

const ACCOUNTS = 10_000
const HOURS = 24
const START = Date.parse('2026-03-01T00:00:00Z')
const CODES_PER_HOUR = 100
const VICTIM = '+4915112345678'

/** Countries that share +1, but for the two large ones. */
const CARIBBEAN = (readMetadata().country_calling_codes['1'] ?? []).filter(
  (country) => country !== 'US' && country !== 'CA',
)

/** Each account has a number of its own, all of one block. */
const ONE_PREFIX: Simulation = {
  name: 'One prefix, 10,000 accounts',
  attempts: (chance) =>
    spread(3 * ACCOUNTS, () => {
      const index = chance(ACCOUNTS)
      return { user: `account ${index}`, number: `+491511234${inFour(index)}` }
    }),
  countries: ['DE'],
  allowed: MAX_PER_BLOCK * HOURS,
  because: `${MAX_PER_BLOCK} an hour to one block`,
}

/** Each account has a number in a block of its own, so that no other cap applies. */
export const WIDE_RANGE: Simulation = {
  name: 'A wide range, 10,000 accounts',
  attempts: (chance) =>
    spread(3 * ACCOUNTS, () => {
      const index = chance(ACCOUNTS)
      return { user: `account ${index}`, number: `+49151${inFour(index)}5678` }
    }),
  countries: ['DE'],
  codesPerHour: CODES_PER_HOUR,
  allowed: CODES_PER_HOUR * HOURS,
  because: `${CODES_PER_HOUR} an hour in all (CODES_PER_HOUR)`,
}

/** Expensive numbers that look like those of the US. */
const CARIBBEAN_NUMBERS: Simulation = {
  name: 'Caribbean +1, US and CA allowed',
  attempts: (chance) =>
    spread(ACCOUNTS, (index) => ({
      user: `account ${chance(ACCOUNTS)}`,
      number: caribbeanNumber(index, chance),
    })),
  countries: ['US', 'CA'],
  allowed: 0,
  because: '+1 is resolved to a country',
}

/** Each account has a spelling of its own. */
const SPELLED_BY_MANY: Simulation = {
  name: '50 spellings of one number, 50 accounts',
  attempts: () => {
    const spellings = spellingsOf(VICTIM)
    return spread(spellings.length * HOURS, (index) => ({
      user: `account ${index % spellings.length}`,
      number: spellings[index % spellings.length] ?? '',
    }))
  },
  countries: ['DE'],
  allowed: MAX_PER_NUMBER * HOURS,
  because: `${MAX_PER_NUMBER} an hour to one number`,
}

/** Every ten minutes another spelling. */
const SPELLED_BY_ONE: Simulation = {
  name: '50 spellings of one number, one account',
  attempts: () => {
    const spellings = spellingsOf(VICTIM)
    return spread(6 * HOURS, (index) => ({
      user: 'account',
      number: spellings[index % spellings.length] ?? '',
    }))
  },
  countries: ['DE'],
  allowed: MAX_ATTEMPTS,
  because: `${MAX_ATTEMPTS} attempts by one account`,
}

/** Nobody pays for it but the one whose phone rings. */
const ONE_VICTIM: Simulation = {
  name: 'One victim, 10,000 accounts',
  attempts: (chance) => spread(3 * ACCOUNTS, () => ({ user: `account ${chance(ACCOUNTS)}`, number: VICTIM })),
  countries: ['DE'],
  allowed: MAX_PER_NUMBER * HOURS,
  because: `${MAX_PER_NUMBER} an hour to one number`,
}

export const SIMULATIONS: readonly Simulation[] = [
  ONE_PREFIX,
  WIDE_RANGE,
  CARIBBEAN_NUMBERS,
  SPELLED_BY_MANY,
  SPELLED_BY_ONE,
  ONE_VICTIM,
]

/** So many attempts, evenly over the hours of the attack. */
function* spread(
  count: number,
  make: (index: number) => Pick<CodeAttempt, 'user' | 'number'>,
): Generator<CodeAttempt> {
  for (let index = 0; index < count; index += 1) {
    const at = new Date(START + Math.floor((index * HOURS * 3_600_000) / count))
    yield { at, ipCountry: 'DE', ...make(index) }
  }
}

function caribbeanNumber(index: number, chance: Chance): string {
  const country = CARIBBEAN[index % CARIBBEAN.length] as CountryCode
  const example = getExampleNumber(country, examples)?.number ?? ''
  return `${example.slice(0, -4)}${inFour(chance(10_000))}`
}

function inFour(index: number): string {
  return String(index).padStart(4, '0')
}
