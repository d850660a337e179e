import { findUser } from '../service/accounts.ts'
import type { JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type Bearer, hasAny, insufficientScope } from './bearer.ts'

/** A user's id is a provider and an id of that provider's, with a pipe between. */
export function checkUserId(id: string, description: string): void {
  if (/^[^|]+\|./su.test(id)) return
  throw invalidPath(`Object didn't pass validation for format user-id: ${id}`, 'id', description)
}

export const invalidPath = (problem: string, name: string, description: string) =>
  new ApiError(
    400,
    `Path validation error: '${problem}' on property ${name} (${description}).`,
    'invalid_uri',
  )

export function existing(tenant: Tenant, id: string): User {
  const user = findUser(tenant, id)
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

/** The narrower scopes change metadata only: of anybody's app, or of one's own. */
export function mayPatch(bearer: Bearer, userId: string, body: JsonObject): void {
  if (bearer.scopes.has('update:users')) return
  const names = Object.keys(body)
  if (bearer.scopes.has('update:users_app_metadata') && names.every((name) => name === 'app_metadata')) return
  const ownMetadata = names.every((name) => name === 'user_metadata')
  if (!bearer.scopes.has('update:current_user_metadata') || !ownMetadata)
    throw insufficientScope(['update:users'])
  onlySelf(bearer, userId, ['update:users'])
}
