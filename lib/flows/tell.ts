import type { Effect } from '../core/effects.ts'
import type { Login } from '../core/login.ts'

/** Auth0 fills no phone claims for a linked identity, so every login does. */
export function tellPhone(login: Login): Effect[] {
  return login.wantsPhoneClaims && login.phone !== undefined
    ? [{ kind: 'tell_phone', phone: login.phone }]
    : []
}
