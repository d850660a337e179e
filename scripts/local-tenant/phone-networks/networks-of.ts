import type { PhoneNetworksState } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { newPhoneNetworks } from './new-networks.ts'

/** The networks of a tenant; one that has none yet gets them. */
export function networksOf(tenant: Pick<Tenant, 'state' | 'world'>): PhoneNetworksState {
  return (tenant.state.phoneNetworks ??= newPhoneNetworks(tenant.world))
}
