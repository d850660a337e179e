import { createHash, randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import type { Client } from '../../../scripts/local-tenant/state.ts'
import type { Seen } from '../../support/login.ts'

export type Claims = { sub: string; phone_link?: PhoneLink; [name: string]: unknown }
export type PhoneLink = { intent: string; status: string; reason?: string }

/** One login that the app has started. */
export type Attempt = { url: URL; state: string; nonce: string; verifier: string; redirectUri: string }

/** What the app has after a login. */
export type Outcome = {
  error?: string
  description?: string
  id: Claims
  access: Claims
  refreshToken?: string
}

export type App = {
  client: Client
  start(extra?: Record<string, string>): Attempt
  finish(attempt: Attempt, arrived: Seen): Promise<Outcome>
  refresh(
    refreshToken: string,
  ): Promise<{ status: number; error?: string; description?: string; id?: Claims }>
}

const NOBODY: Claims = { sub: '' }
const base64url = (bytes: Buffer) => bytes.toString('base64url')

/** An app as the tenant sees it: it starts logins and turns codes into tokens, at the host of its choice. */
export function appOf(client: Client, origin: string, fetcher: typeof fetch): App {
  const redirectUri = (client['callbacks'] as string[])[0] ?? ''
  const credentials = {
    client_id: client.client_id,
    ...(client['token_endpoint_auth_method'] === 'none' ? {} : { client_secret: client.client_secret }),
  }
  const askToken = async (fields: Record<string, string>) => {
    const answer = await fetcher(`${origin}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...credentials, ...fields }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  return {
    client,
    start(extra = {}) {
      const [state, nonce, verifier] = [16, 16, 32].map((length) => base64url(randomBytes(length))) as [
        string,
        string,
        string,
      ]
      const url = new URL(`${origin}/authorize`)
      url.search = new URLSearchParams({
        client_id: client.client_id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid profile email phone offline_access',
        audience: 'https://api.example.com/',
        code_challenge: base64url(createHash('sha256').update(verifier).digest()),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...extra,
      }).toString()
      return { url, state, nonce, verifier, redirectUri }
    },
    async finish(attempt, arrived) {
      const answer = arrived.url.searchParams
      if (!arrived.url.href.startsWith(attempt.redirectUri)) {
        throw new Error(
          `The login did not come back to the app, but stopped at ${arrived.url.pathname} (${arrived.status})`,
        )
      }
      if (answer.get('state') !== attempt.state)
        throw new Error('The answer has another state than the request')
      const error = answer.get('error')
      if (error !== null) {
        return { error, description: answer.get('error_description') ?? '', id: NOBODY, access: NOBODY }
      }
      const { status, body } = await askToken({
        grant_type: 'authorization_code',
        code: answer.get('code') ?? '',
        redirect_uri: attempt.redirectUri,
        code_verifier: attempt.verifier,
      })
      if (status !== 200)
        throw new Error(`The code was not taken: ${status} ${body['error_description'] ?? ''}`)
      const id = decodeJwt<Claims>(body['id_token'] ?? '')
      if (id['nonce'] !== attempt.nonce) throw new Error('The ID token has another nonce than the request')
      const refreshToken = body['refresh_token']
      return {
        id,
        access: decodeJwt<Claims>(body['access_token'] ?? ''),
        ...(refreshToken === undefined ? {} : { refreshToken }),
      }
    },
    async refresh(refreshToken) {
      const { status, body } = await askToken({ grant_type: 'refresh_token', refresh_token: refreshToken })
      if (status === 200) return { status, id: decodeJwt<Claims>(body['id_token'] ?? '') }
      return { status, error: body['error'] ?? '', description: body['error_description'] ?? '' }
    },
  }
}
