import { exportJWK, generateKeyPair } from 'jose'
import type {
  Client,
  Connection,
  SigningKey,
  TenantState,
  User,
} from '../../../../scripts/local-tenant/state.ts'

export const HOST = 'localhost:3443'
export const CUSTOM_HOST = '127.0.0.1:3443'
export const CALLBACK = 'http://localhost:3000/callback'
export const API = 'https://api.example.com/'
export const SECRET = 'app-secret-0123456789'

export async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    kid: 'key-1',
    privateJwk: await exportJWK(privateKey),
    publicJwk: await exportJWK(publicKey),
  }
}

const client = (client_id: string, more: Partial<Client>): Client => ({
  ...{ client_id, client_secret: SECRET, name: client_id },
  ...{ callbacks: [CALLBACK], allowed_logout_urls: ['http://localhost:3000/'] },
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  ...more,
})

const connection = (name: string, more: Connection['options']): Connection => ({
  ...{ id: `con_${name}`, name, strategy: name, realms: [name], is_domain_connection: false },
  enabled_clients: ['app', 'spa', 'companion'],
  options: { disable_signup: false, totp: { time_step: 180, length: 6 }, ...more },
})

/** Only what the login needs; everything a test changes is made anew for it. */
export function smallState(key: SigningKey): TenantState {
  return {
    version: 1,
    keys: [key],
    configuration: {
      tenantSettings: { session_lifetime: 168, idle_session_lifetime: 72 },
      prompts: { universal_login_experience: 'new', identifier_first: true },
      customText: {},
      partials: {},
      clients: [
        client('app', { name: 'Demo App', web_origins: ['http://localhost:3000'] }),
        client('spa', { token_endpoint_auth_method: 'none', refresh_token: { rotation_type: 'rotating' } }),
        client('companion', { callbacks: [`https://${HOST}/continue`] }),
        client('stranger', { name: 'No connection' }),
        client('machine', { grant_types: ['client_credentials'] }),
      ],
      clientGrants: [
        { id: 'cgr_1', client_id: 'machine', audience: API, scope: ['read:things'], subject_type: 'client' },
      ],
      connections: [
        connection('email', {
          email: {
            from: 'a@example.com',
            subject: 'Code',
            body: 'Your code is {{ code }}',
            syntax: 'liquid',
          },
        }),
        connection('sms', { template: '{{ code }} is your code', syntax: 'liquid', from: '+15005550006' }),
      ],
      resourceServers: [
        {
          ...{ id: 'rs_1', identifier: API, name: 'API', allow_offline_access: true },
          skip_consent_for_verifiable_first_party_clients: true,
          scopes: [{ value: 'read:things' }],
        },
      ],
      actions: [],
      actionVersions: [],
      bindings: {},
      phoneProviders: [{ name: 'twilio', disabled: false }],
      emailProvider: null,
      forms: [],
      flows: [],
      vaultConnections: [],
      other: {},
    },
    users: [],
    logs: [],
    inbox: [],
    sessions: [],
    transactions: [],
    oneTimeCodes: [],
    authorizationCodes: [],
    refreshTokens: [],
  }
}

/** Somebody whose phone has been linked to their email account. */
export function linkedUser(email: string, phone: string): User {
  return {
    user_id: 'email|0123456789abcdef01234567',
    identities: [
      { provider: 'email', user_id: '0123456789abcdef01234567', connection: 'email', isSocial: false },
      {
        ...{ provider: 'sms', user_id: 'fedcba987654321001234567', connection: 'sms', isSocial: false },
        profileData: { phone_number: phone, phone_verified: true, name: phone },
      },
    ],
    ...{ email, email_verified: true, name: email, picture: 'https://example.com/p.png' },
    ...{ created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' },
    ...{ user_metadata: {}, app_metadata: {}, logins_count: 0 },
  }
}
