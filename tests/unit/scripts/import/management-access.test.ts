import { DEPLOY_SCOPES, managementToken } from '../../../../scripts/import/management-access.ts'

const deployer = { domain: 'example.eu.auth0.com', clientId: 'id', clientSecret: 's3cr3t' }
const answering = (status: number, body: unknown): typeof fetch =>
  jest.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
const failing = (error: Error): typeof fetch => jest.fn(() => Promise.reject(error))
const scope = DEPLOY_SCOPES.join(' ')

test('a token for the canonical audience is asked for once', async () => {
  const fetcher = answering(200, { access_token: 'token', scope })
  await expect(managementToken(deployer, fetcher)).resolves.toBe('token')
  const [url, init] = jest.mocked(fetcher).mock.calls[0] ?? []
  expect(url).toBe('https://example.eu.auth0.com/oauth/token')
  expect(JSON.parse(init?.body as string)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'id',
    client_secret: 's3cr3t',
    audience: 'https://example.eu.auth0.com/api/v2/',
  })
})

test('a server that does not list scopes has granted all that was asked', async () => {
  await expect(managementToken(deployer, answering(200, { access_token: 'token' }))).resolves.toBe('token')
})

test('scopes are asked for to read, make and change what is imported, and for nothing else', () => {
  expect(DEPLOY_SCOPES.filter((scope) => !/^(read|create|update):/.test(scope))).toEqual([])
  for (const scope of ['forms', 'flows'].flatMap((kind) => [
    `read:${kind}`,
    `create:${kind}`,
    `update:${kind}`,
  ])) {
    expect(DEPLOY_SCOPES).toContain(scope)
  }
  expect(DEPLOY_SCOPES.filter((scope) => scope.includes('vault'))).toEqual(['read:flows_vault_connections'])
})

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

test.each<[string, typeof fetch, string]>([
  [
    'wrong credentials',
    answering(401, { error: 'access_denied', error_description: 'Unauthorized s3cr3t' }),
    'example.eu.auth0.com does not accept the client id and secret of the deploying application.',
  ],
  [
    'no grant for the Management API',
    answering(403, { error: 'access_denied' }),
    'example.eu.auth0.com gives the deploying application no token for https://example.eu.auth0.com/api/v2/ (403, access_denied).',
  ],
  [
    'an answer that is no JSON object with a token',
    answering(200, 'hello'),
    'example.eu.auth0.com gives the deploying application no token for https://example.eu.auth0.com/api/v2/ (200, no reason given).',
  ],
  [
    'a host that is not there',
    failing(new TypeError('fetch failed', { cause: refused })),
    'example.eu.auth0.com cannot be reached (ECONNREFUSED).',
  ],
  ['an error without code', failing(new Error('odd')), 'example.eu.auth0.com cannot be reached (odd).'],
  [
    'T29 missing scopes, all of them',
    answering(200, { access_token: 'token', scope: DEPLOY_SCOPES.slice(2).join(' ') }),
    'The deploying application lacks Management API scopes: read:clients, create:clients.',
  ],
])('one clear sentence for %s', async (_, fetcher, sentence) => {
  await expect(managementToken(deployer, fetcher)).rejects.toHaveProperty('message', sentence)
})
