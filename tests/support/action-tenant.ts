import type { SigningKey } from './signed-tokens.ts'
import { signIdToken, signingKey } from './signed-tokens.ts'
import type { Answer, SentRequest } from './stub-fetch.ts'
import { json, nothing, stubFetch } from './stub-fetch.ts'

/** The secrets of an Action at the tenant that {@link serveTenant} plays. */
export const SECRETS = {
  TENANT_DOMAIN: 'acme.eu.auth0.com',
  CUSTOM_DOMAINS: 'login.example.com',
  COMPANION_CLIENT_ID: 'companion',
  COMPANION_CLIENT_SECRET: 'secret-of-the-companion',
  FINGERPRINT_KEY: '0123456789abcdef0123456789abcdef',
}

export const MANAGEMENT_TOKEN = 'management-token'

/** Where the receiver of Security Event Tokens listens. */
export const RECEIVER = 'https://events.example.com/caep'

/** Which outside call is meant, in the order in which a journey meets them. */
export type Endpoint =
  'jwks' | 'token' | 'management_token' | 'link' | 'unlink' | 'delete' | 'read' | 'security_event'

export type ActionTenant = {
  sent: SentRequest[]
  /** What was asked for, oldest first. */
  asked: () => Endpoint[]
  /** The ID token that the next code exchange answers with. */
  prove: (claims: Record<string, unknown>) => Promise<string>
}

let key: SigningKey | undefined

/** Plays a tenant's endpoints to the Action under test. `answers` replaces single ones. */
export async function serveTenant(answers: Partial<Record<Endpoint, Answer>> = {}): Promise<ActionTenant> {
  key ??= await signingKey('k-1')
  const signing = key
  let idToken = 'none yet'
  const usual: Record<Endpoint, Answer> = {
    jwks: json(200, { keys: [signing.jwk] }),
    token: (request) => json(200, { id_token: idToken, token_type: 'Bearer' })(request),
    management_token: json(200, { access_token: MANAGEMENT_TOKEN, expires_in: 86_400, token_type: 'Bearer' }),
    link: json(201, [
      { provider: 'email', user_id: 'ada' },
      { provider: 'sms', user_id: 'new' },
    ]),
    unlink: json(200, [{ provider: 'email', user_id: 'ada' }]),
    delete: nothing(204),
    security_event: nothing(202),
    read: json(200, { identities: [{ provider: 'email', user_id: 'ada' }] }),
  }
  const sent = stubFetch((request) => ({ ...usual, ...answers })[endpointOf(request)](request))
  return {
    sent,
    asked: () => sent.map(endpointOf),
    prove: async (claims) => (idToken = await signIdToken(signing, claims)),
  }
}

function endpointOf({ url, method, body }: SentRequest): Endpoint {
  const { pathname } = new URL(url)
  if (pathname === '/.well-known/jwks.json') return 'jwks'
  if (pathname === '/oauth/token') return body.includes('client_credentials') ? 'management_token' : 'token'
  if (url === RECEIVER) return 'security_event'
  if (pathname.startsWith('/api/v2/users/')) return userEndpoint(method, pathname)
  throw new Error(`nobody serves ${method} ${url}`)
}

function userEndpoint(method: string, pathname: string): Endpoint {
  if (method === 'POST') return 'link'
  if (method === 'DELETE') return pathname.includes('/identities/') ? 'unlink' : 'delete'
  return 'read'
}
