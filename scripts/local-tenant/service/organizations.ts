import type { AuthorizeRequest, Client, Connection, Organization, Session, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { isThirdParty } from './clients.ts'
import { isEnabledFor } from './connections.ts'

export function findOrganization(tenant: Tenant, id: string | undefined): Organization | undefined {
  return tenant.state.configuration.organizations?.find((each) => each.id === id)
}

/** The organization of an `/authorize` parameter: by its id, and by its name where the tenant allows that. */
export function namedOrganization(tenant: Tenant, given: string | undefined): Organization | undefined {
  if (given === undefined) return undefined
  if (isId(given)) return findOrganization(tenant, given)
  if (!allowsNames(tenant)) return undefined
  // Names have no capitals; SDKs compare them without regard to case.
  return tenant.state.configuration.organizations?.find(({ name }) => name === given.toLowerCase())
}

/** Source: Auth0 docs, …/configure-organizations/use-org-name-authentication-api. */
export function allowsNames(tenant: Tenant): boolean {
  return tenant.state.configuration.tenantSettings['allow_organization_name_in_authentication_api'] === true
}

const isId = (given: string) => given.startsWith('org_')

/**
 * Whether this app may log people in to what it names, or without naming any.
 * Source: Auth0 docs, …/configure-organizations/define-organization-behavior; …/third-party-applications/permissive-mode.
 */
export function checkOrganization(
  { organization: given }: AuthorizeRequest,
  client: Client,
  tenant: Tenant,
): [string, string] | undefined {
  const usage = client['organization_usage'] ?? 'deny'
  const refuse = (words: string): [string, string] => ['invalid_request', words]
  if (given === undefined) {
    return usage === 'require' ? refuse('parameter organization is required for this client') : undefined
  }
  if (usage === 'deny') return refuse('parameter organization is not allowed for this client')
  if (!isId(given) && !allowsNames(tenant)) {
    return refuse('authorization request parameter organization must be an organization id')
  }
  const organization = namedOrganization(tenant, given)
  if (organization === undefined || isThirdParty(client)) {
    return refuse(`parameter organization is invalid: ${given}`)
  }
  return connectionsOf(tenant, organization).some((each) => isEnabledFor(each, client))
    ? undefined
    : refuse('no connections enabled for the organization')
}

/** The connections that an organization's people sign in with. */
export function connectionsOf(tenant: Tenant, { connections }: Organization): Connection[] {
  return tenant.state.configuration.connections.filter(({ id }) =>
    connections.some(({ connection_id }) => connection_id === id),
  )
}

/** Whether a login to this organization may be by this connection; any may be where there is no organization. */
export function isOpenTo(
  tenant: Tenant,
  organizationId: string | undefined,
  connection: Connection,
): boolean {
  const organization = findOrganization(tenant, organizationId)
  return organization === undefined || connectionsOf(tenant, organization).includes(connection)
}

/** A session answers for an organization when it rests on a connection that the organization has. */
export function admitsSession(tenant: Tenant, organizationId: string | undefined, session: Session): boolean {
  const organization = findOrganization(tenant, organizationId)
  if (organization === undefined) return true
  const strategies = connectionsOf(tenant, organization).map(({ strategy }) => strategy)
  return session.methods.some(({ name }) => strategies.includes(name))
}

/** Makes whoever comes by a connection that grants membership a member of the organization. */
export function grantMembership(
  tenant: Tenant,
  organizationId: string | undefined,
  { user_id }: User,
  connection: Connection,
): void {
  const organization = findOrganization(tenant, organizationId)
  const used = organization?.connections.find(({ connection_id }) => connection_id === connection.id)
  if (organization === undefined || used?.assign_membership_on_login !== true) return
  if (!organization.members.includes(user_id)) organization.members.push(user_id)
}

/** Why somebody is not let in to the organization; nothing for a member, and where there is no organization. */
export function outsideOf(
  tenant: Tenant,
  organizationId: string | undefined,
  { user_id }: User,
): string | undefined {
  if (organizationId === undefined) return undefined
  const isMember = findOrganization(tenant, organizationId)?.members.includes(user_id) === true
  return isMember ? undefined : `user ${user_id} is not part of the ${organizationId} organization`
}
