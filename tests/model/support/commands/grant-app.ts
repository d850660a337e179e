import { decodeJwt } from 'jose'
import { clientNamed } from '../../../../scripts/demo/tenant-clients.ts'
import type { Claims } from '../../../journeys/support/app.ts'
import { emailOf } from '../cast.ts'
import type { PersonName, PhoneText } from '../cast.ts'
import { checkSubject } from '../invariants.ts'
import type { Stage } from '../stage.ts'
import { learnAccounts } from '../tab-notes.ts'
import type { Scene } from './command.ts'

const GRANT = 'http://auth0.com/oauth/grant-type/passwordless/otp'
const SCOPE = 'openid profile email phone offline_access'

type Granted = { error?: string; description?: string; id: Claims; idToken: string; refreshToken: string }

/** The app that shows pages of its own, and may add phones by the OTP grant. */
async function post(
  stage: Stage,
  path: string,
  fields: Record<string, string>,
): Promise<Record<string, string>> {
  const client = clientNamed(stage.tenant.tenant.state, 'Demo Native')
  const answer = await stage.tenant.fetch(`${stage.tenant.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.77.0.1' },
    body: JSON.stringify({ client_id: client.client_id, ...fields }),
  })
  return (await answer.json()) as Record<string, string>
}

export async function askToken(stage: Stage, fields: Record<string, string>): Promise<Granted> {
  const body = await post(stage, '/oauth/token', fields)
  const idToken = body['id_token'] ?? ''
  return {
    ...(body['error'] !== undefined && {
      ...{ error: body['error'], description: body['error_description'] ?? '' },
    }),
    id: idToken === '' ? { sub: '' } : decodeJwt<Claims>(idToken),
    ...{ idToken, refreshToken: body['refresh_token'] ?? '' },
  }
}

/** Somebody types the code that an app has asked for; one who cannot read it guesses. */
export async function trade(scene: Scene, who: PersonName, to: string, more: Record<string, string> = {}) {
  const { stage, ledger } = scene
  const isPhone = to.startsWith('+')
  await post(stage, '/passwordless/start', {
    send: 'code',
    ...(isPhone ? { connection: 'sms', phone_number: to } : { connection: 'email', email: to }),
  })
  const readsIt = isPhone ? ledger.holders[to as PhoneText] === who : to === emailOf(who)
  const code = readsIt ? await stage.codeFor(to) : undefined
  const realm = isPhone ? 'sms' : 'email'
  const granted = await askToken(stage, {
    ...{ grant_type: GRANT, username: to, otp: code ?? '000000', realm, scope: SCOPE, ...more },
  })
  learnAccounts(stage, ledger)
  if (granted.error === undefined) checkSubject(ledger, scene.tally, granted.id.sub)
  return { granted, proven: code !== undefined }
}
