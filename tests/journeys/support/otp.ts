import { decodeJwt } from 'jose'

import { clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import type { Client } from '../../../scripts/local-tenant/state.ts'
import type { Claims } from './app.ts'
import type { Stage } from './stage.ts'
import { codeFor } from './steps.ts'

const GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'

/** What the token endpoint answered. */
export type Granted = {
  status: number
  error?: string
  description?: string
  id: Claims
  idToken: string
  refreshToken: string
}

export type Fields = Record<string, string>

/** An app without pages of the tenant: it asks for codes and trades them for tokens itself. */
export type GrantApp = {
  client: Client
  /** Has a code sent to the address or number. */
  start(to: string): Promise<{ status: number; body: Record<string, unknown> }>
  /** Trades a code for tokens; with `link_to`, adds the phone to that token's account. */
  grant(to: string, otp: string, more?: Fields): Promise<Granted>
  refresh(refreshToken: string): Promise<Granted>
}

export async function grantApp(stage: Stage, name = 'Demo Native', origin = stage.origin): Promise<GrantApp> {
  const client = clientNamed(await stage.tenant.control.state(), name)
  const credentials = {
    client_id: client.client_id,
    ...(client['token_endpoint_auth_method'] === 'none' ? {} : { client_secret: client.client_secret }),
  }
  const post = async (path: string, fields: Fields) => {
    const answer = await stage.fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...credentials, ...fields }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  const askToken = async (fields: Fields): Promise<Granted> => {
    const { status, body } = await post('/oauth/token', fields)
    const idToken = body['id_token'] ?? ''
    return {
      status,
      ...(body['error'] !== undefined && {
        error: body['error'],
        description: body['error_description'] ?? '',
      }),
      id: idToken === '' ? { sub: '' } : decodeJwt<Claims>(idToken),
      idToken,
      refreshToken: body['refresh_token'] ?? '',
    }
  }
  return {
    client,
    start: (to) =>
      post('/passwordless/start', {
        send: 'code',
        ...(isPhone(to) ? { connection: 'sms', phone_number: to } : { connection: 'email', email: to }),
      }),
    grant: (to, otp, more = {}) =>
      askToken({
        grant_type: GRANT,
        ...{ username: to, otp, realm: isPhone(to) ? 'sms' : 'email' },
        scope: 'openid profile email phone offline_access',
        ...more,
      }),
    refresh: (refreshToken) => askToken({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  }
}

function isPhone(to: string): boolean {
  return to.startsWith('+')
}

/** Has a code sent and trades it for tokens. */
export async function signInByCode(
  stage: Stage,
  app: GrantApp,
  to: string,
  more: Fields = {},
): Promise<Granted> {
  const started = await app.start(to)
  if (started.status !== 200) throw new Error(`No code was sent: ${JSON.stringify(started.body)}`)
  return app.grant(to, await codeFor(stage, to), more)
}
