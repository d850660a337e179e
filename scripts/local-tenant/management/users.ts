import { Hono } from 'hono'
import { accountOf, createAccount, patchMetadata, removeAccount, touch } from '../service/users.ts'
import type { JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody, invalidQuery, notSupported } from './api-error.ts'
import { type ApiEnv, type Bearer, hasAny, insufficientScope, permit } from './bearer.ts'
import { boolean, isObject, nullable, object, readBody, text } from './body.ts'
import { randomObjectId } from './ids.ts'
import { flag, pageOf, selectFields } from './paging.ts'
import { matchesQuery, parseQuery } from './user-query.ts'

/** Auth0 keeps at most 16 MB; far less is what a profile attribute may have. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const E164 = /^\+[1-9]\d{1,14}$/

const PROFILE = {
  blocked: boolean,
  email_verified: boolean,
  email: text({ pattern: EMAIL, max: 320 }),
  phone_number: text({ pattern: E164 }),
  phone_verified: boolean,
  user_metadata: object,
  app_metadata: object,
  given_name: text({ max: 150 }),
  family_name: text({ max: 150 }),
  name: text({ max: 300 }),
  nickname: text({ max: 300 }),
  picture: text({ pattern: /^https?:/ }),
  verify_email: boolean,
  password: text({ max: 255 }),
  username: text({ max: 128 }),
  connection: text(),
}
const PATCHABLE = {
  ...Object.fromEntries(Object.entries(PROFILE).map(([name, rule]) => [name, nullable(rule)])),
  verify_phone_number: boolean,
  client_id: text(),
}
/** What only orders a message, or chooses the identity that changes. */
const NOT_STORED = ['verify_email', 'verify_phone_number', 'password', 'connection', 'client_id']

export function usersApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()

  app.get('/users', permit('read:users'), (c) => {
    const query = c.req.query('q')
    const terms = query === undefined ? undefined : parseQuery(query)
    const connection = c.req.query('connection')
    const all = tenant.state.users
      .filter((user) => connection === undefined || user.identities[0]?.connection === connection)
      .map(shownUser)
      .filter((user) => terms === undefined || matchesQuery(user, terms))
    const { items, start, limit, total } = pageOf(c, all)
    const users = items.map((user) => selectFields(c, user))
    return c.json(
      flag(c, 'include_totals') === true ? { start, limit, length: users.length, users, total } : users,
    )
  })

  app.get('/users-by-email', permit('read:users'), (c) => {
    const email = c.req.query('email')
    if (email === undefined) throw invalidQuery('Missing required property: email')
    const found = tenant.state.users.filter((user) => user.email?.toLowerCase() === email.toLowerCase())
    return c.json(found.map((user) => selectFields(c, shownUser(user))))
  })

  app.post('/users', permit('create:users'), async (c) => {
    const body = await readBody(c, {
      required: ['connection'],
      properties: { ...PROFILE, user_id: text({ max: 255 }) },
    })
    return c.json(shownUser(createUser(tenant, body)), 201)
  })

  app.get('/users/:id', permit('read:users', 'read:current_user'), (c) => {
    onlySelf(c.get('bearer'), c.req.param('id'), ['read:users'])
    return c.json(selectFields(c, shownUser(existing(tenant, c.req.param('id')))))
  })

  app.patch(
    '/users/:id',
    permit('update:users', 'update:users_app_metadata', 'update:current_user_metadata'),
    async (c) => {
      const bearer = c.get('bearer')
      const body = await readBody(c, { properties: PATCHABLE })
      mayPatch(bearer, c.req.param('id'), body)
      return c.json(shownUser(patchUser(tenant, existing(tenant, c.req.param('id')), body)))
    },
  )

  app.delete('/users/:id', permit('delete:users', 'delete:current_user'), (c) => {
    onlySelf(c.get('bearer'), c.req.param('id'), ['delete:users'])
    removeAccount(tenant, c.req.param('id'))
    return c.body(null, 204)
  })
  return app
}

/** As Auth0 shows an account: without metadata when there is none. */
export function shownUser(user: User): JsonObject {
  const { user_metadata, app_metadata, ...rest } = user
  const shown = (name: string, value: JsonObject) =>
    Object.keys(value).length === 0 ? {} : { [name]: value }
  const all = { ...rest, ...shown('user_metadata', user_metadata), ...shown('app_metadata', app_metadata) }
  return structuredClone(all)
}

export function existing(tenant: Tenant, id: string): User {
  const user = accountOf(tenant, id)
  if (user === undefined) throw new ApiError(404, 'The user does not exist.', 'inexistent_user')
  return user
}

/** A person's own token (`…current_user…` scopes) reaches that person's account alone. */
export function onlySelf(bearer: Bearer, userId: string, generalScopes: string[]): void {
  if (!hasAny(bearer, generalScopes) && bearer.subject !== userId) {
    throw new ApiError(
      403,
      'User to be acted on does not match subject in bearer token.',
      'insufficient_scope',
    )
  }
}

function mayPatch(bearer: Bearer, userId: string, body: JsonObject): void {
  if (bearer.scopes.has('update:users')) return
  const names = Object.keys(body)
  if (bearer.scopes.has('update:users_app_metadata') && names.every((name) => name === 'app_metadata')) return
  const ownMetadata = names.every((name) => name === 'user_metadata')
  if (!bearer.scopes.has('update:current_user_metadata') || !ownMetadata)
    throw insufficientScope(['update:users'])
  onlySelf(bearer, userId, ['update:users'])
}

function createUser(tenant: Tenant, body: JsonObject): User {
  const { connection: name, user_id, ...profile } = body
  const connection = tenant.state.configuration.connections.find((each) => each.name === name)
  if (connection === undefined)
    throw new ApiError(400, 'The connection does not exist.', 'inexistent_connection')
  const proof = connection.strategy === 'sms' ? 'phone_number' : 'email'
  const value = profile[proof]
  if (value === undefined) throw invalidBody(`Missing required property: ${proof}`)
  const id = typeof user_id === 'string' ? user_id : randomObjectId(tenant.world)
  const taken = tenant.state.users.some(
    (user) =>
      (user[proof] === value && user.identities[0]?.connection === name) ||
      user.identities.some(
        (each) => each.connection === name && (each.user_id === id || each.profileData?.[proof] === value),
      ),
  )
  if (taken) throw new ApiError(409, 'The user already exists.', 'auth0_idp_error')
  const identity = {
    user_id: id,
    provider: connection.strategy,
    connection: connection.name,
    isSocial: false,
  }
  const unproven = proof === 'email' ? { email_verified: false } : { phone_verified: false }
  const stored = Object.entries(profile).filter(([key]) => !NOT_STORED.includes(key))
  return Object.assign(createAccount(tenant, identity, { ...unproven, ...Object.fromEntries(stored) }), {
    user_metadata: isObject(profile['user_metadata']) ? profile['user_metadata'] : {},
    app_metadata: isObject(profile['app_metadata']) ? profile['app_metadata'] : {},
  })
}

/** Source: the description of «Update a user» in the Management API reference. */
function patchUser(tenant: Tenant, user: User, body: JsonObject): User {
  const strategy = user.identities[0]?.provider
  const has = (name: string) => body[name] !== undefined
  if (strategy !== 'auth0' && (has('password') || has('username')))
    throw notSupported('A password or username can only be set for a database account.')
  if (strategy !== 'sms' && (has('phone_number') || has('phone_verified')))
    throw notSupported('Cannot update phone_number or phone_verified of this account.')
  if (strategy === 'sms' && (has('email') || has('email_verified')))
    throw notSupported('Cannot update email or email_verified of a passwordless sms account.')
  if (['email', 'phone_number', 'username'].filter(has).length > 1)
    throw notSupported('Cannot update email, phone_number and username simultaneously.')
  const named = body['connection']
  if (named !== undefined && named !== user.identities[0]?.connection)
    throw notSupported('Only the main identity of an account can be changed here.')
  const { user_metadata, app_metadata, ...rest } = body
  const { user_metadata: _, ...profile } = user
  void _
  const next = { ...profile, ...rest } as JsonObject
  for (const [key, value] of Object.entries(next))
    if (value === null || NOT_STORED.includes(key)) delete next[key]
  const patched = {
    ...next,
    user_metadata: change(user.user_metadata, user_metadata),
    app_metadata: change(user.app_metadata, app_metadata),
  }
  for (const key of Object.keys(user)) if (!Object.hasOwn(patched, key)) delete user[key as keyof User]
  Object.assign(user, patched)
  touch(tenant, user)
  return user
}

function change(present: JsonObject, changes: JsonObject[string] | undefined): JsonObject {
  return changes === undefined ? present : patchMetadata(present, isObject(changes) ? changes : null)
}
