import type { Delivered } from '../lib/core/decide-delivery.ts'

type Reason = Exclude<Delivered, { kind: 'sent' }>['reason']
type Becomes = 'dropped' | 'asked for again' | 'dropped or asked for again'

/** What becomes of a code and when, for each reason that sms-provider logs. */
export const DELIVERY_MEANINGS: Readonly<Record<Reason, readonly [becomes: Becomes, meaning: string]>> = {
  not_a_number: ['dropped', 'The recipient is no number of any country that the build knows.'],
  country_not_allowed: [
    'dropped',
    'The number is of a country outside `ALLOWED_COUNTRIES`. The detail is the country, where the build knows its numbers.',
  ],
  kind_not_allowed: [
    'dropped',
    'The kind of number is not among `NUMBER_TYPES`. Premium, shared-cost, toll-free, personal and company-wide numbers, pagers and voicemail never are.',
  ],
  short_or_emergency: ['dropped', 'A short number or one for emergencies.'],
  fictional: ['dropped', 'A number that regulators keep for films and books.'],
  no_live_ticket: [
    'dropped',
    'Somebody opened the companion’s page without an outer login that waits for a phone; or the tenant has no Correlation ID (see below).',
  ],
  stranger: [
    'dropped',
    'On any other client but those in `OTP_CLIENTS`: the number is linked to no account, nor that of a phone account that may sign in.',
  ],
  number_budget: ['dropped', 'Five codes went to this number within an hour.'],
  owner_budget: [
    'dropped',
    'One user’s challenges caused ten codes, or codes to three other numbers, within a day.',
  ],
  block_budget: ['dropped', 'Twenty codes went to this block of ten thousand numbers within an hour.'],
  hour_budget: ['dropped', '`CODES_PER_HOUR` is used up.'],
  lookup_failed: [
    'asked for again',
    'Whether the number is linked could not be looked up. The detail names the call.',
  ],
  not_available: ['dropped', 'Settings are wrong or the Action failed. The detail says which.'],
  opted_out: ['dropped', 'The person has told the provider to send nothing (`STOP`).'],
  number_invalid: ['dropped', 'The provider says that this is no number for texts.'],
  unreachable_number: [
    'dropped',
    'The provider cannot reach the number: switched off, a landline, a network it has no way to.',
  ],
  provider_blocked: ['dropped', 'The provider takes it for fraud, or does not send to that region.'],
  provider_rate_limited: [
    'dropped or asked for again',
    'The provider’s limit. Dropped where the limit outlasts the code.',
  ],
  provider_auth_failed: ['dropped', 'The provider does not accept the account, the token or the secret.'],
  provider_rejected: ['dropped', 'The provider refused for another cause. The detail is its code.'],
  provider_failed: [
    'dropped or asked for again',
    'The provider answered with an error of its own. Dropped where its answer cannot be read.',
  ],
  provider_timeout: [
    'dropped or asked for again',
    'No answer in time. A webhook knows a repetition by its id and is asked again; Twilio does not, and a second text would cost money and confuse.',
  ],
  provider_unreachable: [
    'dropped or asked for again',
    'The connection failed. Asked for again where nothing can have been sent.',
  ],
}
