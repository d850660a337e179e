import { createAccount, idOf, patchMetadata, touch } from '../service/users.ts'
import type { Identity, Json, JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody, notSupported } from './api-error.ts'
import { asText, isObject } from './body.ts'
import { randomObjectId } from '../service/random.ts'

/** What only orders a message, or chooses the identity that changes. */
const NOT_STORED = ['verify_email', 'verify_phone_number', 'password', 'connection', 'client_id']
const PROOFS = ['email', 'phone_number', 'username'] as const
const OF_AN_IDENTITY = ['email', 'email_verified', 'phone_number', 'phone_verified', 'username', 'password']
/** What says that a proof is proven. A new value is not, unless the caller says so. */
const PROVEN = { email: 'email_verified', phone_number: 'phone_verified' } as const

type Proof = keyof typeof PROVEN

export function createUser(tenant: Tenant, body: JsonObject): User {
  const { connection: name, user_id, user_metadata, app_metadata, ...profile } = lowerCaseEmail(body)
  const connection = tenant.state.configuration.connections.find((each) => each.name === name)
  if (connection === undefined)
    throw new ApiError(400, 'The connection does not exist.', 'inexistent_connection')
  const proof: Proof = connection.strategy === 'sms' ? 'phone_number' : 'email'
  const value = profile[proof]
  if (value === undefined) throw invalidBody(`Missing required property: ${proof}`)
  if (connection.strategy !== 'auth0' && (profile['password'] ?? profile['username']) !== undefined)
    throw invalidBody('Cannot set password or username for a non-database connection')
  const id = user_id === undefined ? randomObjectId(tenant.world) : asText(user_id)
  const identity = {
    user_id: id,
    provider: connection.strategy,
    connection: connection.name,
    isSocial: false,
  }
  if (isTaken(tenant, connection.name, proof, value) || ownerOf(tenant, idOf(identity)) !== undefined)
    throw new ApiError(409, 'The user already exists.', 'auth0_idp_error')
  const stored = Object.entries(profile).filter(([key]) => !NOT_STORED.includes(key))
  const account = { [PROVEN[proof]]: false, ...Object.fromEntries(stored) }
  return Object.assign(createAccount(tenant, identity, account), {
    user_metadata: changed({}, user_metadata),
    app_metadata: changed({}, app_metadata),
  })
}

/** Source: the description of «Update a user» in the Management API reference. */
export function patchUser(tenant: Tenant, user: User, changes: JsonObject): User {
  const body = lowerCaseEmail(changes)
  const identity = identityToChange(user, body)
  checkStrategy(identity.provider, body)
  for (const proof of ['email', 'phone_number'] as const) {
    const value = body[proof]
    if (typeof value === 'string' && isTaken(tenant, identity.connection, proof, value, user))
      throw new ApiError(
        400,
        `The specified new ${proof.replace('_', ' ')} already exists`,
        'auth0_idp_error',
      )
  }
  const { user_metadata, app_metadata, ...rest } = body
  const profile = Object.entries(withUnproven(rest)).filter(([key]) => !NOT_STORED.includes(key))
  const isMain = idOf(identity) === user.user_id
  const ofIdentity = profile.filter(([key]) => !isMain && OF_AN_IDENTITY.includes(key))
  if (ofIdentity.length > 0) setAll((identity.profileData ??= {}), ofIdentity)
  const ofAccount = profile.filter((entry) => !ofIdentity.includes(entry))
  setAll(user, ofAccount)
  // An account is never without these two: unset, they are what they were at first.
  user.name ??= user.email ?? user.phone_number ?? ''
  user.picture ??= 'https://cdn.auth0.com/avatars/default.png'
  user.user_metadata = changed(user.user_metadata, user_metadata)
  user.app_metadata = changed(user.app_metadata, app_metadata)
  touch(tenant, user)
  return user
}

/** The main identity, or the one whose connection is named. */
function identityToChange(user: User, body: JsonObject): Identity {
  const name = body['connection']
  const identity = user.identities.find((each) =>
    name === undefined ? idOf(each) === user.user_id : each.connection === name,
  )
  if (identity === undefined)
    throw new ApiError(400, 'The connection does not exist.', 'inexistent_connection')
  return identity
}

function checkStrategy(strategy: string, body: JsonObject): void {
  const has = (name: string) => body[name] !== undefined
  if (strategy !== 'auth0' && (has('password') || has('username')))
    throw notSupported('Cannot update password or username of a non-database user.')
  if (strategy !== 'sms' && (has('phone_number') || has('phone_verified')))
    throw notSupported('Cannot update phone_number or phone_verified of a non-sms user.')
  if (strategy === 'sms' && (has('email') || has('email_verified')))
    throw notSupported('Cannot update email or email_verified of a passwordless sms user.')
  if (PROOFS.filter(has).length > 1)
    throw notSupported('Cannot update email, phone_number and username simultaneously.')
  if (body[strategy === 'sms' ? 'phone_number' : 'email'] === null)
    throw notSupported('Cannot unset what the user signs in with.')
}

function isTaken(tenant: Tenant, connection: string, proof: Proof, value: Json, except?: User): boolean {
  return tenant.state.users.some(
    (user) =>
      user !== except &&
      user.identities.some((identity) => {
        const own = idOf(identity) === user.user_id ? user[proof] : identity.profileData?.[proof]
        return identity.connection === connection && own === value
      }),
  )
}

const ownerOf = (tenant: Tenant, identityId: string): User | undefined =>
  tenant.state.users.find((user) => user.identities.some((identity) => idOf(identity) === identityId))

function withUnproven(body: JsonObject): JsonObject {
  const unproven = Object.entries(PROVEN).filter(([proof]) => typeof body[proof] === 'string')
  return { ...Object.fromEntries(unproven.map(([, flag]) => [flag, false])), ...body }
}

/** Source: «Find users by email» in the Management API reference: Auth0 saves its own users' addresses in lower case. */
function lowerCaseEmail(body: JsonObject): JsonObject {
  const { email } = body
  return typeof email === 'string' ? { ...body, email: email.toLowerCase() } : body
}

function setAll(target: JsonObject, entries: [string, Json][]): void {
  for (const [key, value] of entries) {
    if (value === null) delete target[key]
    else target[key] = value
  }
}

const changed = (present: JsonObject, changes: Json | undefined): JsonObject =>
  isObject(changes) ? patchMetadata(present, changes) : present
