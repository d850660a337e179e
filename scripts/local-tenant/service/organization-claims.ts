import type { Tenant } from '../tenant.ts'
import { allowsNames, findOrganization } from './organizations.ts'

/** What tokens tell of the organization. Source: Auth0 docs, manage-users/organizations/using-tokens. */
export function organizationClaims(
  tenant: Tenant,
  id: string | undefined,
): { org_id?: string; org_name?: string } {
  const organization = findOrganization(tenant, id)
  if (organization === undefined) return {}
  return { org_id: organization.id, ...(allowsNames(tenant) ? { org_name: organization.name } : {}) }
}
