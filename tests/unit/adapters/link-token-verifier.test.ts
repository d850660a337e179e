import { linkTokenVerifier } from '../../../lib/adapters/link-token-verifier.ts'
import type { OutsideRequest } from '../../../lib/adapters/outside.ts'
import type { SigningKey } from '../../support/signed-tokens.ts'
import { signIdToken, signingKey } from '../../support/signed-tokens.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECONDS = NOW.getTime() / 1000
const HOSTS = ['acme.eu.auth0.com', 'login.example.com']
const claims = {
  iss: 'https://acme.eu.auth0.com/',
  aud: 'app',
  sub: 'email|ada',
  iat: SECONDS - 60,
  exp: SECONDS + 60,
  phone_link_proof: { at: SECONDS - 60 },
}

let key: SigningKey
beforeAll(async () => {
  key = await signingKey('k-1')
})

function verifier() {
  const asked: OutsideRequest[] = []
  const outside = (request: OutsideRequest) => {
    asked.push(request)
    return Promise.resolve({ status: 200, body: { keys: [key.jwk] } })
  }
  const cache = { get: () => undefined, set: () => undefined }
  return { tokens: linkTokenVerifier(HOSTS, 'app', { outside, cache, clock: { now: () => NOW } }), asked }
}

test.each(HOSTS)('R64 an ID token of %s is read, by the keys of the canonical host', async (host) => {
  const { tokens, asked } = verifier()
  await tokens.prepare()
  const token = await signIdToken(key, { ...claims, iss: `https://${host}/` })
  expect(await tokens.read(token)).toEqual({
    subject: 'email|ada',
    methods: [{ name: 'email', at: new Date((SECONDS - 60) * 1000) }],
  })
  expect(asked.map(({ url }) => url)).toEqual(['https://acme.eu.auth0.com/.well-known/jwks.json'])
})

test.each([
  ['T06 another tenant’s', { iss: 'https://evil.eu.auth0.com/' }],
  ['T06 another client’s', { aud: 'other' }],
  ['T06 one that is over', { exp: SECONDS - 301 }],
  ['T24 one of nobody', { sub: undefined }],
])('%s is none', async (_name, change) => {
  expect(await verifier().tokens.read(await signIdToken(key, { ...claims, ...change }))).toBeUndefined()
})
