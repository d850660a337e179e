import { codeFor, askToken, type Stage } from './stage.ts'
import { HOST, SECRET } from './small-tenant.ts'

export const OTP_GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'
export const ADA = 'ada@example.com'
export const PHONE = '+447400123456'
export const START = `https://${HOST}/passwordless/start`

export const clientOf = (stage: Stage, name: string) => {
  const client = stage.tenant.state.configuration.clients.find(({ client_id }) => client_id === name)
  if (client === undefined) throw new Error(`There is no client ${name}.`)
  return client
}

/** Lets the confidential `app` and the public `spa`, which is native here, use the grant. */
export function allowOtpGrant(stage: Stage): void {
  for (const name of ['app', 'spa']) {
    const client = clientOf(stage, name)
    client['grant_types'] = ['authorization_code', 'refresh_token', OTP_GRANT]
  }
  clientOf(stage, 'spa')['app_type'] = 'native'
}

type Answer = { status: number; body: Record<string, unknown> }

export async function post(
  stage: Stage,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await stage.fetch(url, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...headers },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

export const TEXT = { client_id: 'app', client_secret: SECRET, connection: 'sms', phone_number: PHONE }
export const EMAIL = {
  client_id: 'app',
  client_secret: SECRET,
  connection: 'email',
  email: ADA,
  send: 'code',
}

export const start = (stage: Stage, fields: object = {}, headers: Record<string, string> = {}) =>
  post(stage, START, { ...TEXT, ...fields }, headers)

/** Spends a code; the newest that was sent to the username, unless the fields say another. */
export const spend = (stage: Stage, fields: Record<string, string> = {}, headers = {}) => {
  const username = fields['username'] ?? PHONE
  return askToken(
    stage,
    {
      ...{ grant_type: OTP_GRANT, client_id: 'app', client_secret: SECRET, username, realm: 'sms' },
      ...{ scope: 'openid profile email phone', otp: fields['otp'] ?? codeFor(stage, username) },
      ...fields,
    },
    headers,
  )
}

/** A whole login by text: start and spend. */
export async function logInByText(stage: Stage, fields: Record<string, string> = {}) {
  const username = fields['username'] ?? PHONE
  await start(stage, { phone_number: username })
  return spend(stage, fields)
}

/** The claims of a token; who signed it is not asked here. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  const [, payload = ''] = (token ?? '').split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
}

export const wrong = (code: string) => (code === '111111' ? '222222' : '111111')
