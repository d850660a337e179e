import type { Environment } from '../../scripts/settings/given-text.ts'

/** As little as an admin can say, with a value that can be found again in every secret. */
export const LEAST = {
  AUTH0_DOMAIN: 'acme.eu.auth0.com',
  AUTH0_CLIENT_ID: 'deploying-client',
  AUTH0_CLIENT_SECRET: 'deploying-secret',
  APP_CLIENTS: 'Acme Shop',
  FINGERPRINT_KEY: 'fingerprint-key-of-32-characters',
  BRAND: 'Acme',
  CODE_PROVIDER: 'none',
} as const satisfies Environment

export const SIGNING_KEY = '{"kty":"EC","d":"signing-key","alg":"ES256","kid":"1"}'

export const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'twilio-token',
  TWILIO_VERIFY_SID: `VA${'b'.repeat(32)}`,
  TWILIO_MESSAGING_SID: `MG${'c'.repeat(32)}`,
  TWILIO_FROM: '+4915735999999',
} as const satisfies Environment

export const WEBHOOK = {
  WEBHOOK_URL: 'https://example.com/codes',
  WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
} as const satisfies Environment
