import { Hono } from 'hono'
import { removeAccount } from '../service/users.ts'
import type { JsonObject, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { invalidQuery } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { readBody } from './body.ts'
import { flag, pageOf, selectFields, withinReach } from './paging.ts'
import { inOrder } from './sort-order.ts'
import { checkUserId, existing, mayPatch, onlySelf } from './user-access.ts'
import { NEW_USER, USER_CHANGES } from './user-body.ts'
import { createUser, patchUser } from './user-changes.ts'
import { CASELESS_USER_FIELDS, parseQuery } from './user-query.ts'

const MAY_PATCH = ['update:users', 'update:users_app_metadata', 'update:current_user_metadata']

export function usersApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()

  app.get('/users', permit('read:users'), (c) => {
    const query = c.req.query('q')
    const finds = query === undefined ? () => true : parseQuery(query, CASELESS_USER_FIELDS)
    const engine = c.req.query('search_engine')
    if (engine !== undefined && !['v1', 'v2', 'v3'].includes(engine))
      throw invalidQuery(`No enum match for: ${engine} on property search_engine`)
    // Only says that the order does not matter. Here it is kept all the same.
    flag(c, 'primary_order')
    const found = tenant.state.users.map(shownUser).filter(finds)
    const { items, start, limit, total } = withinReach(pageOf(c, inOrder(c, found)))
    const users = items.map((user) => selectFields(c, user))
    return c.json(
      flag(c, 'include_totals') === true ? { start, limit, length: users.length, users, total } : users,
    )
  })

  app.get('/users-by-email', permit('read:users'), (c) => {
    const email = c.req.query('email')
    if (email === undefined) throw invalidQuery('Missing required property: email')
    const found = tenant.state.users.filter((user) => user.email === email)
    return c.json(found.map((user) => selectFields(c, shownUser(user))))
  })

  app.post('/users', permit('create:users'), async (c) =>
    c.json(shownUser(createUser(tenant, await readBody(c, NEW_USER))), 201),
  )

  app.get('/users/:id', permit('read:users', 'read:current_user'), (c) => {
    const id = c.req.param('id')
    checkUserId(id, 'ID of the user to retrieve')
    onlySelf(c.get('bearer'), id, ['read:users'])
    return c.json(selectFields(c, shownUser(existing(tenant, id))))
  })

  app.patch('/users/:id', permit(...MAY_PATCH), async (c) => {
    const id = c.req.param('id')
    checkUserId(id, 'ID of the user to update')
    const body = await readBody(c, USER_CHANGES)
    mayPatch(c.get('bearer'), id, body)
    return c.json(shownUser(patchUser(tenant, existing(tenant, id), body)))
  })

  // Deleting somebody who is not there is a success, too.
  app.delete('/users/:id', permit('delete:users', 'delete:current_user'), (c) => {
    const id = c.req.param('id')
    checkUserId(id, 'ID of the user to delete')
    onlySelf(c.get('bearer'), id, ['delete:users'])
    removeAccount(tenant, id)
    return c.body(null, 204)
  })
  return app
}

/** Authenticators have operations of their own; here it is only told that there are some, and whose they are. */
function withoutMethods({ authentication_methods = [], ...user }: User) {
  return authentication_methods.length === 0 ? user : { ...user, multifactor: ['guardian'] }
}

/** As Auth0 shows an account: without metadata when there is none. */
function shownUser(user: User): JsonObject {
  const { user_metadata, app_metadata, ...rest } = withoutMethods(user)
  const shown = (name: string, value: JsonObject) =>
    Object.keys(value).length === 0 ? {} : { [name]: value }
  const all = { ...rest, ...shown('user_metadata', user_metadata), ...shown('app_metadata', app_metadata) }
  return structuredClone(all)
}
