import { MANAGEMENT_TOKEN, SECRETS } from './action-tenant.ts'
import type { Answer, SentRequest } from './stub-fetch.ts'
import { json, nothing, stubFetch } from './stub-fetch.ts'

type Provider = {
  secrets: Record<string, string>
  url: string
  accepts: Answer
}

const TWILIO = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token-of-twilio' }

/** Who may deliver codes: the secrets that choose them, where they listen, and how they accept a code. */
export const PROVIDERS = {
  twilio_messaging: {
    secrets: { CODE_PROVIDER: 'twilio_messaging', ...TWILIO, TWILIO_MESSAGING_SID: `MG${'1'.repeat(32)}` },
    url: `https://api.twilio.com/2010-04-01/Accounts/${TWILIO.TWILIO_ACCOUNT_SID}/Messages.json`,
    accepts: json(201, { sid: `SM${'2'.repeat(32)}`, status: 'accepted', error_code: null }),
  },
  twilio_verify: {
    secrets: { CODE_PROVIDER: 'twilio_verify', ...TWILIO, TWILIO_VERIFY_SID: `VA${'3'.repeat(32)}` },
    url: `https://verify.twilio.com/v2/Services/VA${'3'.repeat(32)}/Verifications`,
    accepts: json(201, { sid: `VE${'4'.repeat(32)}`, status: 'pending', valid: false }),
  },
  webhook: {
    secrets: {
      CODE_PROVIDER: 'webhook',
      WEBHOOK_URL: 'https://codes.example.com/send',
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 'k').toString('base64')}`,
    },
    url: 'https://codes.example.com/send',
    accepts: nothing(202),
  },
} as const satisfies Record<string, Provider>

export type ProviderName = keyof typeof PROVIDERS

/** Which outside call is meant, in the order in which a code meets them. */
export type ProviderCall = 'token' | 'search' | 'provider'

export type ProviderWorld = {
  sent: SentRequest[]
  /** What was asked for, oldest first. */
  asked: () => ProviderCall[]
  /** The latest request to the provider. */
  delivered: () => SentRequest | undefined
}

/** The secrets of sms-provider, and one of other Actions, which it ignores. */
export function providerSecrets(name: ProviderName): Record<string, string> {
  return { ...SECRETS, ALLOWED_COUNTRIES: 'DE,GB', ...PROVIDERS[name].secrets }
}

/** An account that a search finds. */
export function accountWith(phone_number: string): object {
  return {
    user_id: 'email|ada',
    identities: [
      { provider: 'email', user_id: 'ada', connection: 'email', isSocial: false },
      {
        ...{ provider: 'sms', user_id: 'ada-phone', connection: 'sms', isSocial: false },
        profileData: { phone_number, phone_verified: true, name: phone_number },
      },
    ],
  }
}

/** Plays the tenant and the provider to sms-provider: nobody is found, and every code is accepted, but for `answers`. */
export function serveProvider(
  name: ProviderName,
  answers: Partial<Record<ProviderCall, Answer>> = {},
): ProviderWorld {
  const usual: Record<ProviderCall, Answer> = {
    token: json(200, { access_token: MANAGEMENT_TOKEN, expires_in: 86_400, token_type: 'Bearer' }),
    search: json(200, []),
    provider: PROVIDERS[name].accepts,
  }
  const callOf = (request: SentRequest): ProviderCall => nameCall(request, PROVIDERS[name].url)
  const sent = stubFetch((request) => ({ ...usual, ...answers })[callOf(request)](request))
  return {
    sent,
    asked: () => sent.map(callOf),
    delivered: () => sent.findLast((request) => callOf(request) === 'provider'),
  }
}

function nameCall({ url, method }: SentRequest, provider: string): ProviderCall {
  if (url === provider && method === 'POST') return 'provider'
  if (url === 'https://acme.eu.auth0.com/oauth/token' && method === 'POST') return 'token'
  if (url.startsWith('https://acme.eu.auth0.com/api/v2/users?q=') && method === 'GET') return 'search'
  throw new Error(`nobody serves ${method} ${url}`)
}
