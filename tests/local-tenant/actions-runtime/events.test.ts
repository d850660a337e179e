import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPostLoginEvent } from '../../../scripts/local-tenant/events/post-login-event.ts'
import type { PostLoginFacts } from '../../../scripts/local-tenant/events/post-login-event.ts'
import { buildPreUserRegistrationEvent } from '../../../scripts/local-tenant/events/pre-user-registration-event.ts'
import type {
  Client,
  Connection,
  LoginTransaction,
  RefreshToken,
  Session,
  User,
} from '../../../scripts/local-tenant/state.ts'
import type { RequestFacts, Tenant } from '../../../scripts/local-tenant/tenant.ts'

const AT = '2026-01-01T00:00:00.000Z'

const tenant = {
  config: { domain: 'localhost:3443', customDomains: ['127.0.0.1:3443'], name: 'local-tenant' },
  state: { configuration: { tenantSettings: { session_lifetime: 24 } } },
} as unknown as Tenant

const client: Client = {
  client_id: 'client',
  client_secret: 'a-client-secret',
  name: 'App',
  client_metadata: { phone_link: 'on' },
}
const connection = { id: 'con_1', name: 'email', strategy: 'email' } as Connection
const emailUser: User = {
  user_id: 'email|1',
  identities: [
    { provider: 'email', user_id: '1', connection: 'email', isSocial: false },
    {
      provider: 'sms',
      user_id: '2',
      connection: 'sms',
      isSocial: false,
      profileData: { phone_number: '+4915112345678', phone_verified: true, name: '+4915112345678' },
    },
  ],
  email: 'a@example.com',
  email_verified: true,
  name: 'a@example.com',
  nickname: 'a',
  picture: 'https://example.com/a.png',
  created_at: AT,
  updated_at: AT,
  user_metadata: {},
  app_metadata: { phone_link: { v: 1 } },
  logins_count: 3,
}
const smsUser: User = {
  ...without(['email', 'email_verified'], emailUser),
  user_id: 'sms|2',
  identities: [{ provider: 'sms', user_id: '2', connection: 'sms', isSocial: false }],
  phone_number: '+4915112345678',
  phone_verified: true,
}

function without<Key extends keyof User>(names: Key[], user: User): Omit<User, Key> {
  const left = Object.entries(user).filter(([name]) => !names.includes(name as Key))
  return Object.fromEntries(left) as unknown as Omit<User, Key>
}

const session: Session = {
  id: 'session',
  user_id: 'email|1',
  methods: [{ name: 'email', timestamp: AT }],
  authenticated_at: AT,
  created_at: AT,
  updated_at: AT,
  last_interacted_at: AT,
  clients: ['client'],
  ip: '127.0.0.1',
  user_agent: 'browser',
}
const transaction = {
  id: 'transaction',
  protocol: 'oidc-basic-profile',
  locale: 'en',
  methods: [{ name: 'email', timestamp: AT }],
  request: {
    client_id: 'client',
    redirect_uri: 'http://localhost:3000/callback',
    response_type: 'code',
    response_mode: 'query',
    scope: ['openid', 'phone'],
    state: 'app-state',
    audience: 'https://api.example.com/',
    prompt: [],
    ui_locales: ['de'],
    acr_values: [],
    query: { 'ext-phone': 'add' },
  },
} as unknown as LoginTransaction
const refreshToken: RefreshToken = {
  id: 'rt_1',
  token: 'a-refresh-token',
  family: 'f',
  client_id: 'client',
  user_id: 'email|1',
  session_id: 'session',
  scope: ['openid'],
  audience: 'https://api.example.com/',
  hostname: 'localhost:3443',
  created_at: AT,
  auth_time: 0,
  spent: false,
}
const authorize: RequestFacts = {
  hostname: 'localhost:3443',
  ip: '127.0.0.1',
  user_agent: 'browser',
  language: 'en',
  method: 'GET',
  query: { 'ext-phone': 'add', scope: 'openid phone' },
  body: {},
}

const login: PostLoginFacts = {
  transaction,
  user: emailUser,
  client,
  connection,
  session,
  request: authorize,
  scopes: ['openid', 'phone'],
  grant: 'redirect',
  metadata: { ticket: 'x' },
}
const refresh: PostLoginFacts = {
  ...login,
  grant: 'refresh_token',
  transaction: undefined,
  metadata: {},
  scopes: ['openid'],
  refreshToken,
  request: {
    ...authorize,
    method: 'POST',
    query: {},
    body: { grant_type: 'refresh_token', refresh_token: 'a-refresh-token', client_secret: 'a-client-secret' },
  },
}

const byGrant: PostLoginFacts = {
  ...login,
  user: smsUser,
  grant: 'otp',
  transaction: {
    ...{ id: 'login', protocol: 'oauth2-resource-owner', locale: 'en', hostname: 'localhost:3443' },
    ...{ ip: '127.0.0.1', user_agent: 'app', method: 'POST', methods: [{ name: 'sms', timestamp: AT }] },
    request: { client_id: 'client', scope: ['openid'], acr_values: [], ui_locales: [] },
  },
  scopes: ['openid'],
  request: {
    ...{ ...authorize, method: 'POST', query: {} },
    body: { username: '+4915112345678', otp: 'a-code', link_to: 'an-id-token', client_secret: 'a-secret' },
  },
}

const specFolder = process.env['PHONE_LINKING_SPEC'] ?? join(import.meta.dirname, '../../../../shared/spec')
const specFile = join(specFolder, 'actions-events.schema.json')

type Schema = { [key: string]: unknown; properties: { [key: string]: Schema } & { [key: string]: unknown } }
type EventSchemas = { components: { schemas: { PostLogin: Schema; PreUserRegistration: Schema } } }

/** Auth0's own description where it is at hand; else what this project relies on. */
function schemas(): { postLogin: object; preUserRegistration: object } {
  if (!existsSync(specFile)) {
    const facts = (required: string[]): object => ({ type: 'object', required })
    const closed = (names: string[], optional: string[] = []): object => ({
      type: 'object',
      required: names,
      additionalProperties: false,
      properties: Object.fromEntries([...names, ...optional].map((name) => [name, { type: 'object' }])),
    })
    const postLogin = closed(
      [
        'request',
        'client',
        'connection',
        'stats',
        'tenant',
        'user',
        'transaction',
        'authorization',
        'session',
      ],
      ['authentication', 'custom_domain', 'refresh_token', 'resource_server'],
    )
    const preUserRegistration = closed(
      ['request', 'client', 'connection', 'tenant', 'user', 'transaction'],
      ['custom_domain'],
    )
    return {
      postLogin: { allOf: [postLogin, { properties: { user: facts(['user_id', 'identities']) } }] },
      preUserRegistration,
    }
  }
  const { PostLogin, PreUserRegistration } = (JSON.parse(readFileSync(specFile, 'utf8')) as EventSchemas)
    .components.schemas
  // In life an sms user has no email_verified, and a profile's phone_verified is a boolean.
  const user = PostLogin.properties['user'] as Schema & { required: string[] }
  user.required = user.required.filter((name) => name !== 'email_verified')
  const identities = user.properties['identities'] as unknown as {
    items: { properties: { profileData: Schema } }
  }
  delete identities.items.properties.profileData['additionalProperties']
  return { postLogin: PostLogin, preUserRegistration: PreUserRegistration }
}

describe('events given to Actions', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const { postLogin, preUserRegistration } = schemas()
  const isPostLogin = ajv.compile(postLogin)
  const isPreUserRegistration = ajv.compile(preUserRegistration)

  test.each<[string, PostLoginFacts]>([
    ['a first run', login],
    ['a run after a redirect', { ...login, request: { ...authorize, query: { state: 's', code: 'c' } } }],
    ['an sms user', { ...login, user: smsUser }],
    ['a custom domain', { ...login, request: { ...authorize, hostname: '127.0.0.1:3443' } }],
    ['a refresh', refresh],
    ['a login by the OTP grant', byGrant],
  ])('the post-login event of %s is as Auth0 describes it', (_name, facts) => {
    isPostLogin(buildPostLoginEvent(tenant, facts))
    expect(isPostLogin.errors).toBeNull()
  })

  test('the pre-user-registration event is as Auth0 describes it', () => {
    const user = { phone_number: '+4915112345678' }
    const event = buildPreUserRegistrationEvent(tenant, {
      transaction,
      client,
      connection,
      user,
      request: authorize,
    })
    isPreUserRegistration(event)
    expect(isPreUserRegistration.errors).toBeNull()
    expect(event).not.toHaveProperty('request.query')
    expect(event).not.toHaveProperty('transaction.metadata')
    expect(event).toMatchObject({ user, client: { metadata: { phone_link: 'on' } } })
  })

  test('the transaction tells what the app asked for, and what Actions remembered', () => {
    expect(buildPostLoginEvent(tenant, login)).toMatchObject({
      transaction: {
        protocol: 'oidc-basic-profile',
        requested_scopes: ['openid', 'phone'],
        response_type: ['code'],
        metadata: { ticket: 'x' },
        state: 'app-state',
      },
      authentication: { methods: [{ name: 'email', timestamp: AT }] },
      resource_server: { identifier: 'https://api.example.com/' },
      session: { id: 'session', expires_at: '2026-01-02T00:00:00.000Z' },
    })
  })

  test('an sms user has no email_verified', () => {
    expect(buildPostLoginEvent(tenant, { ...login, user: smsUser })).not.toHaveProperty('user.email_verified')
  })

  test('only a custom domain is told of as one', () => {
    const request = { ...authorize, hostname: '127.0.0.1:3443' }
    expect(buildPostLoginEvent(tenant, { ...login, request })).toHaveProperty(
      'custom_domain.domain',
      '127.0.0.1:3443',
    )
    expect(buildPostLoginEvent(tenant, login)).not.toHaveProperty('custom_domain')
  })

  test('R07 a refresh tells its protocol, and no secret of its request', () => {
    const event = buildPostLoginEvent(tenant, refresh)
    expect(event).toMatchObject({
      transaction: { protocol: 'oauth2-refresh-token' },
      request: { method: 'POST', body: { grant_type: 'refresh_token' } },
      refresh_token: { id: 'rt_1' },
    })
    expect(JSON.stringify(event)).not.toMatch(/a-refresh-token|a-client-secret/)
  })

  test('R07 a login by the OTP grant tells of its body, but no secret, and of no page', () => {
    const event = buildPostLoginEvent(tenant, byGrant) as { transaction: object }
    expect(event).toMatchObject({
      authentication: { methods: [{ name: 'sms', timestamp: AT }] },
      request: { method: 'POST', body: { username: '+4915112345678', link_to: 'an-id-token' } },
    })
    expect(JSON.stringify(event)).not.toMatch(/a-code|a-secret/)
    expect(Object.keys(event.transaction).sort()).toEqual([
      ...['acr_values', 'id', 'locale', 'metadata', 'protocol', 'requested_scopes', 'ui_locales'],
    ])
  })

  test('an event is a copy, so that what an Action changes in it stays there', () => {
    const event = buildPostLoginEvent(tenant, login) as { user: { app_metadata: object } }
    expect(event.user.app_metadata).not.toBe(emailUser.app_metadata)
    expect(event.user.app_metadata).toEqual(emailUser.app_metadata)
  })
})
