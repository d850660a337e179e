import { MAX_ATTEMPTS, MAX_NUMBERS } from '../../lib/core/attempts.ts'
import { MAX_PER_BLOCK, MAX_PER_NUMBER, MAX_PER_OWNER } from '../../lib/core/code-budget.ts'
import type { AttemptRefusal } from './judge-attempt.ts'

/** What each refusal means, in the order in which they are decided. */
export const REFUSAL_WORDS: Readonly<Record<AttemptRefusal, string>> = {
  too_soon: 'the user must wait: the more attempts in a day, the longer',
  too_many_attempts: `the user has made ${MAX_ATTEMPTS} attempts within 24 hours`,
  too_many_numbers: `the user has tried ${MAX_NUMBERS} other numbers within 24 hours`,
  unreadable: 'no phone number',
  extension: 'a number with an extension, which no text reaches',
  country_unknown: 'a national number, and no word of whose country',
  fictional: 'a number that is kept for films and books',
  short_or_emergency: 'a short number, or one for emergencies',
  not_a_number: 'nobody can have this number',
  country_not_allowed: 'of a country that is not allowed',
  kind_not_allowed: 'not a kind of number that is allowed; premium and toll-free never are',
  number_budget: `${MAX_PER_NUMBER} codes went to this number within an hour`,
  owner_budget: `${MAX_PER_OWNER} codes, or codes to ${MAX_NUMBERS} other numbers, for this user within 24 hours`,
  block_budget: `${MAX_PER_BLOCK} codes went to this block of 10,000 numbers within an hour`,
  hour_budget: 'the codes per hour are used up',
}
