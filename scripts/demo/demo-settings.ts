import { randomBytes } from 'node:crypto'
import type { PhoneNetworks } from '../local-tenant/phone-networks/control.ts'
import type { TenantState } from '../local-tenant/state.ts'
import type { Environment } from '../settings/given-text.ts'
import { clientNamed } from './tenant-clients.ts'

/**
 * What an admin of the local tenant would say. Codes go by the stand-in of Twilio Messaging; tests switch to the others,
 * for which all is there.
 */
export function demoSettings(
  base: TenantState,
  origin: string,
  { origin: twilio, webhookUrl, credentials }: PhoneNetworks,
): Environment {
  const deployer = clientNamed(base, 'Deploy')
  return {
    AUTH0_DOMAIN: new URL(origin).host,
    AUTH0_CLIENT_ID: deployer.client_id,
    AUTH0_CLIENT_SECRET: deployer.client_secret,
    APP_CLIENTS: 'Demo App, Demo Native',
    OTP_CLIENTS: 'Demo Native',
    BRAND: 'Example',
    SMS_DOMAIN: 'localhost',
    HELP_URL: 'http://localhost:3000/not-me',
    SMS_ONLY_ACCOUNTS: 'refuse',
    FINGERPRINT_KEY: randomBytes(32).toString('base64'),
    CODE_PROVIDER: 'twilio_messaging',
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: credentials.authToken,
    TWILIO_VERIFY_SID: credentials.verifyServiceSid,
    TWILIO_MESSAGING_SID: credentials.messagingServiceSid,
    TWILIO_FROM: credentials.fromNumber,
    TWILIO_API_URL: twilio,
    CODES_PER_HOUR: '500',
    WEBHOOK_URL: webhookUrl,
    WEBHOOK_SECRET: credentials.webhookSecret,
  }
}
