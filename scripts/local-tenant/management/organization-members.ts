import { Hono } from 'hono'
import { findUser } from '../service/accounts.ts'
import type { JsonObject, Organization } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { readBody, text, uniqueListOf } from './body.ts'
import { existingOrganization, shown } from './organizations.ts'
import { checkpointAnswer, listAnswer } from './paging.ts'
import { checkUserId, existing } from './user-access.ts'

const PATH = '/organizations/:id/members'
const MEMBERS = { required: ['members'], properties: { members: uniqueListOf(text({ max: 255 }), 1) } }

/** Who belongs to an organization. Source: Auth0 docs, …/configure-organizations/assign-members. */
export function organizationMembersApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.get(PATH, permit('read:organization_members'), (c) => {
    const list = membersOf(tenant, existingOrganization(tenant, c.req.param('id')))
    const byCheckpoint = c.req.query('take') !== undefined || c.req.query('from') !== undefined
    return c.json(
      byCheckpoint ? checkpointAnswer(c, 'members', list, 'user_id') : listAnswer(c, 'members', list),
    )
  })
  app.post(PATH, permit('create:organization_members'), async (c) => {
    const organization = existingOrganization(tenant, c.req.param('id'))
    const ids = (await readBody(c, MEMBERS))['members'] as string[]
    for (const id of ids) existing(tenant, id)
    organization.members = [...new Set([...organization.members, ...ids])]
    return c.body(null, 204)
  })
  app.delete(PATH, permit('delete:organization_members'), async (c) => {
    const organization = existingOrganization(tenant, c.req.param('id'))
    const ids = (await readBody(c, MEMBERS))['members'] as string[]
    organization.members = organization.members.filter((id) => !ids.includes(id))
    return c.body(null, 204)
  })
  app.get('/users/:id/organizations', permit('read:organizations'), (c) => {
    checkUserId(c.req.param('id'), 'ID of the user to retrieve the organizations for.')
    const { user_id } = existing(tenant, c.req.param('id'))
    const own = (tenant.state.configuration.organizations ?? []).filter(({ members }) =>
      members.includes(user_id),
    )
    return c.json(listAnswer(c, 'organizations', own.map(shown)))
  })
  return app
}

/** Whoever was deleted, or linked to another account, is a member no more. */
function membersOf(tenant: Tenant, { members }: Organization): JsonObject[] {
  return members.flatMap((id) => {
    const user = findUser(tenant, id)
    if (user === undefined) return []
    const { user_id, email, name, picture } = user
    return [{ user_id, name, picture, ...(email === undefined ? {} : { email }) }]
  })
}
