import type { Effect } from '../core/effects.ts'
import { begin } from './begin.ts'
import { linkByGrant } from './link-by-grant.ts'
import type { GrantPorts, GrantRequest } from './link-by-grant.ts'

/** Without `linkTo` it is no login that adds a phone by the OTP grant. */
export type ExecuteRequest = Omit<GrantRequest, 'linkTo'> & { linkTo: string | undefined }

/** `onExecutePostLogin` of phone-challenge. */
export function beginOrLink({ linkTo, ...request }: ExecuteRequest, ports: GrantPorts): Promise<Effect[]> {
  return linkTo === undefined ? begin(request, ports) : linkByGrant({ ...request, linkTo }, ports)
}
