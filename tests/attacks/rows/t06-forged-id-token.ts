import { SignJWT, UnsecuredJWT, decodeJwt, exportSPKI, generateKeyPair } from 'jose'

import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, PHONE } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { forgingNetwork } from '../support/forging-network.ts'
import type { ForgingNetwork } from '../support/forging-network.ts'
import { picture } from '../../journeys/support/picture.ts'
import { linkedPhones } from '../support/people.ts'
import { notGranted, refused } from '../support/refusals.ts'

type Claims = Record<string, unknown>
type Forge = (claims: Claims, network: ForgingNetwork) => Promise<string> | string

const SIX_MINUTES = 360

/** All but one thing is right with each. */
const FORGERIES: Record<string, Forge> = {
  'of another audience': (claims, { sign }) => sign({ ...claims, aud: 'another-client' }),
  'of another issuer': (claims, { sign }) => sign({ ...claims, iss: 'https://evil.eu.auth0.com/' }),
  expired: (claims, { sign, now }) => sign({ ...claims, exp: now() - SIX_MINUTES }),
  'changed after it was signed': async (claims, { sign }) => {
    const [head, , signature] = (await sign({ ...claims, sub: 'sms|somebody' })).split('.')
    return [head, encode(claims), signature].join('.')
  },
  'signed by a stranger under a key id of the tenant': async (claims, { kid }) => {
    const { privateKey } = await generateKeyPair('RS256')
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
  },
  'signed with the public key as the secret': async (claims, { kid, publicKey }) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(new TextEncoder().encode(await exportSPKI(publicKey))),
  'of alg none': (claims) => new UnsecuredJWT(claims).encode(),
  'of alg none under a key id of the tenant': (claims, { kid }) =>
    `${encode({ alg: 'none', kid })}.${encode(claims)}.`,
}

export const t06: Attack = {
  row: 'T06',
  name: 'the ID token of the inner login, or the one that an app sends, is forged, expired, unsigned or somebody else’s',
  from: {
    what: 'The 2015 verification bypass of JWT libraries: alg none, and a public key taken for an HMAC secret.',
    url: 'https://github.com/davedoesdev/node-jsjws/issues/5',
  },
  verdict: 'proof_invalid or link_token_invalid, the login completes, nothing is linked',
  weakened: [
    {
      breaks: 'a signature that does not fit is passed over',
      patches: [
        {
          file: 'lib/adapters/signed-tokens.ts',
          from: 'if (error instanceof JOSEError) return undefined',
          to: "if (error instanceof JOSEError) return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()",
        },
      ],
    },
    {
      breaks: 'a token for any client is taken',
      patches: [
        {
          file: 'lib/protocol/signed-claims.ts',
          from: 'if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) return undefined',
          to: '',
        },
      ],
    },
    {
      breaks: 'a token of any issuer is taken',
      patches: [
        {
          file: 'lib/protocol/signed-claims.ts',
          from: 'if (!issuers.some((issuer) => issuer === iss)) return undefined',
          to: '',
        },
      ],
    },
    {
      breaks: 'a token never expires',
      patches: [
        {
          file: 'lib/protocol/signed-claims.ts',
          from: 'return exp > at - skew && nbf <= at + skew',
          to: 'return nbf <= at + skew',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const network = await forgingNetwork(stage)
    const honest = await network.answerInnerLogin(ADA, PHONE, (claims, { sign }) => sign(claims))
    // The forging itself works: with nothing wrong in it, the token would do.
    expect(honest.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
    for (const [index, [name, forge]] of Object.entries(FORGERIES).entries()) {
      const outcome = await network.answerInnerLogin(
        `person${index}@example.com`,
        `+44740070000${index}`,
        forge,
      )
      expect([name, outcome.id.phone_link]).toEqual([name, refused('proof_invalid')])
    }
    expect(await linkedPhones(stage)).toHaveLength(1)
    await stage.tenant.control.clearFaults()
    await forgeLinkToken(stage)
  },
}

/** The same without pages, where the app sends the token. */
async function forgeLinkToken(stage: Stage): Promise<void> {
  const app = await grantApp(stage)
  const { idToken, refreshToken } = await signInByCode(stage, app, 'edith@example.com')
  const claims = decodeJwt<Claims>(idToken)
  const [head, , signature] = idToken.split('.')
  const before = await picture(stage)
  for (const link_to of [
    [head, encode({ ...claims, sub: 'email|somebody' }), signature].join('.'),
    new UnsecuredJWT(claims).encode(),
    refreshToken,
  ])
    expect(await signInByCode(stage, app, '+447400700009', { link_to })).toMatchObject(
      notGranted('link_token_invalid'),
    )
  expect(await picture(stage)).toEqual(before)
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
