import { OTP_GRANT } from '../service/otp-client.ts'
import { randomText } from '../service/random.ts'
import type { Client, JsonObject } from '../state.ts'
import type { World } from '../world.ts'

const APP = 'http://localhost:3000'
const SPA = 'http://localhost:3001'
/** Where a native app listens while the person is in the browser (RFC 8252, section 7.3). */
const LOOPBACK_PORT = 8976

/** For apps that cannot keep a secret. */
const ROTATING = {
  rotation_type: 'rotating',
  expiration_type: 'expiring',
  leeway: 0,
  token_lifetime: 2_592_000,
  idle_token_lifetime: 1_296_000,
  infinite_token_lifetime: false,
  infinite_idle_token_lifetime: false,
}

/** The applications of the base tenant, by the part they play. */
export type BaseClients = { app: Client; spa: Client; native: Client; other: Client; deploy: Client }

export function baseClients(world: World): BaseClients {
  const client = (name: string, app_type: string, more: JsonObject): Client => ({
    client_id: randomText(world, 32),
    client_secret: randomText(world, 64),
    name,
    app_type,
    is_first_party: true,
    oidc_conformant: true,
    token_endpoint_auth_method: 'client_secret_post',
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000 },
    ...more,
  })
  const webApp = (name: string, grants: string[] = []) =>
    client(name, 'regular_web', {
      callbacks: [`${APP}/callback`, `${APP}/auth/callback`],
      allowed_logout_urls: [APP, `${APP}/`],
      web_origins: [APP],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials', ...grants],
    })
  return {
    app: webApp('Demo App', [OTP_GRANT]),
    spa: client('Demo SPA', 'spa', {
      callbacks: [`${SPA}/callback`, SPA, `${SPA}/`],
      allowed_logout_urls: [SPA, `${SPA}/`],
      web_origins: [SPA],
      allowed_origins: [SPA],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      refresh_token: ROTATING,
    }),
    native: client('Demo Native', 'native', {
      callbacks: ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${LOOPBACK_PORT}/callback`),
      grant_types: ['authorization_code', 'refresh_token', OTP_GRANT],
      token_endpoint_auth_method: 'none',
      refresh_token: ROTATING,
    }),
    other: webApp('Other App'),
    deploy: client('Deploy', 'non_interactive', { grant_types: ['client_credentials'] }),
  }
}
