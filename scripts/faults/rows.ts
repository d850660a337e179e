import type { OutsideCallSite } from './outside-calls.ts'

/** A row of the matrix: an outside call that an Action makes, in one of the journeys in which it does. */
export type Row = OutsideCallSite & {
  /** What the person is doing. */
  journey: string
}

type Source = Pick<OutsideCallSite, 'file' | 'retry'>

const of = (file: string, retry: Source['retry']): Source => ({ file: `lib/adapters/${file}.ts`, retry })

const SOURCES = {
  token: of('token-endpoint', 'on_429'),
  management_token: of('management-token', 'on_429_or_5xx'),
  jwks: of('key-set', 'on_429_or_5xx'),
  link: of('management-api', 'on_429'),
  read: of('management-api', 'on_429_or_5xx'),
  unlink: of('management-api', 'on_429_or_5xx'),
  delete: of('management-api', 'on_429_or_5xx'),
  record: of('grant-accounts', 'on_429_or_5xx'),
  security_event: of('security-events', 'never'),
  search: of('linked-numbers', 'on_429_or_5xx'),
  twilio_messaging: of('twilio-messaging', 'on_429'),
  twilio_verify: of('twilio-verify', 'never'),
  code_webhook: of('code-webhook', 'on_429_or_5xx'),
} as const satisfies Record<string, Source>
type Call = keyof typeof SOURCES

/** Two files read accounts: one for their identities, and this one for all of what a login would know. */
const WHOLE_ACCOUNT = of('grant-accounts', 'on_429_or_5xx')

/** Every call that fails in the matrix. What the bundles hold is held against it by a test. */
export const ROWS: readonly Row[] = [
  ...rows('phone-gate', 'signing up by the OTP grant', 'jwks'),
  ...rows('reauthenticate', 'being asked for the email again', 'jwks'),
  ...rows('reauthenticate', 'having proven the email again', 'token', 'jwks'),
  ...rows('phone-challenge', 'being asked for the number', 'jwks'),
  ...rows('phone-challenge', 'adding', 'token', 'management_token', 'jwks', 'link', 'read'),
  ...rows('phone-challenge', 'adding one number in two tabs', 'read'),
  ...rows('phone-challenge', 'adding two numbers in two tabs', 'unlink', 'read', 'delete'),
  ...rows('phone-challenge', 'replacing', 'token', 'management_token', 'jwks', 'link'),
  ...rows('phone-challenge', 'taking the old number off', 'unlink', 'read', 'delete'),
  ...rows('phone-challenge', 'removing', 'management_token', 'unlink', 'read', 'delete'),
  ...rows('phone-challenge', 'completing a change', 'management_token', 'unlink', 'read', 'delete'),
  ...rows('phone-challenge', 'completing it, by the old number', 'management_token', 'unlink'),
  ...rows('phone-challenge', 'adding by the OTP grant', 'jwks', 'management_token'),
  { action: 'phone-challenge', call: 'read', journey: 'adding by the OTP grant', ...WHOLE_ACCOUNT },
  ...rows('phone-challenge', 'adding by the OTP grant', 'record', 'link'),
  ...rows('phone-challenge', 'having added by the OTP grant', 'read', 'record'),
  ...rows('phone-challenge', 'being refused by the OTP grant', 'delete'),
  ...rows('phone-notice', 'being told of a change', 'security_event'),
  ...rows('sms-provider', 'signing in by phone', 'management_token', 'search'),
  ...rows('sms-provider', 'signing in by a phone alone', 'search'),
  ...rows('sms-provider', 'getting a text', 'twilio_messaging', 'twilio_verify', 'code_webhook'),
  ...rows('sms-provider', 'getting a call', 'twilio_messaging'),
]

/** How a row is told from all others. */
export function nameOf({ action, call, journey }: Row): string {
  return `${action}: ${call} (${journey})`
}

/** Rows of calls that no bundle holds, and calls of bundles that no row breaks. */
export function findGaps(
  sites: readonly OutsideCallSite[],
  broken: readonly OutsideCallSite[] = ROWS,
): { notHeld: string[]; notBroken: string[] } {
  const held = new Set(sites.map(describeSite))
  const rows = new Set(broken.map(describeSite))
  return {
    notHeld: [...rows].filter((each) => !held.has(each)),
    notBroken: [...held].filter((each) => !rows.has(each)),
  }
}

function describeSite({ action, call, file, retry }: OutsideCallSite): string {
  return `${action}: ${call} of ${file}, asked again ${retry}`
}

function rows(action: string, journey: string, ...calls: Call[]): Row[] {
  return calls.map((call) => ({ action, call, journey, ...SOURCES[call] }))
}
