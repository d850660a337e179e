import { SignJWT, exportJWK, generateKeyPair } from 'jose'

import { clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import type { Outcome } from '../../journeys/support/app.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { addPhoneUntilContinue, phoneIdentities } from '../../journeys/support/steps.ts'
import { signedIn } from './people.ts'

type Claims = Record<string, unknown>

/** A network that answers the Actions in the tenant's place: it has slipped a key of its own among the tenant's. */
export type ForgingNetwork = {
  kid: string
  publicKey: Awaited<ReturnType<typeof generateKeyPair>>['publicKey']
  /** Signs as the tenant does, with the network's own key. */
  sign: (claims: Claims) => Promise<string>
  /** Seconds since the epoch, by the tenant's clock. */
  now: () => number
  /** Somebody adds a phone; in place of the inner ID token comes what is forged from its claims. */
  answerInnerLogin: (
    email: string,
    phone: string,
    forge: (claims: Claims, network: ForgingNetwork) => Promise<string> | string,
  ) => Promise<Outcome>
}

const KID = 'slipped-in'
const ONE_HOUR = 3600

/** Until the tenant is reset, or its faults are cleared. */
export async function forgingNetwork(stage: Stage): Promise<ForgingNetwork> {
  const { control } = stage.tenant
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const slippedIn = { ...(await exportJWK(publicKey)), kid: KID, use: 'sig', alg: 'RS256' }
  const present = (await (await stage.fetch(`${stage.origin}/.well-known/jwks.json`)).json()) as {
    keys: object[]
  }
  const keySet = {
    path: '^/\\.well-known/jwks\\.json$',
    status: 200,
    body: { keys: [...present.keys, slippedIn] },
  }
  const companion = clientNamed(await control.state(), 'Phone Linking Companion').client_id
  await control.faults([keySet])

  const network: ForgingNetwork = {
    kid: KID,
    publicKey,
    now: () => Math.floor(Date.now() / 1000),
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KID, typ: 'JWT' }).sign(privateKey),
    answerInnerLogin: async (email, phone, forge) => {
      const { who } = await signedIn(stage, email)
      const { attempt, answer } = await addPhoneUntilContinue(who, phone)
      const asked = who.browser.visited.findLast(({ pathname }) => pathname === '/authorize')
      const [account] = (await phoneIdentities(stage)).filter(({ number }) => number === phone)
      const claims: Claims = {
        ...{ iss: `${stage.origin}/`, aud: companion, sub: account?.owner },
        nonce: asked?.searchParams.get('nonce'),
        ...{ iat: network.now(), auth_time: network.now(), exp: network.now() + ONE_HOUR },
        ...{ phone_number: phone, phone_number_verified: true },
        ...{ phone_link_by: 'sms', phone_link_account: 'fresh' },
      }
      const exchange = {
        ...{ method: 'POST', path: '^/oauth/token$', times: 1, status: 200 },
        sent: `grant_type=authorization_code&client_id=${companion}`,
        body: { id_token: await forge(claims, network), access_token: 'none', token_type: 'Bearer' },
      }
      await control.faults([exchange, keySet])
      const arrived = await who.browser.open(answer)
      await control.faults([keySet])
      return who.app.finish(attempt, arrived)
    },
  }
  return network
}
