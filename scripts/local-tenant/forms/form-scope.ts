import { findUser } from '../service/accounts.ts'
import { findClient } from '../service/clients.ts'
import type { JsonObject, LoginTransaction, User } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import type { Scope } from './variables.ts'

/** What of a user a form can refer to. Source: Auth0 docs, customize/forms/variables. */
const USER_VARIABLES =
  'user_id username name given_name family_name nickname email email_verified phone_number phone_verified picture user_metadata app_metadata created_at updated_at identities'.split(
    ' ',
  )

/** The variables of a form as they stand now. */
export function scopeOf(tenant: Tenant, transaction: LoginTransaction, custom: JsonObject): Scope {
  const { form, resume, request } = transaction
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  return {
    fields: form?.fields ?? {},
    vars: form?.vars ?? {},
    context: {
      user: userVariables(user),
      client: { client_id: request.client_id, name: findClient(tenant, request.client_id)?.name ?? '' },
      tenant: { name: tenant.config.name },
      transaction: {
        state: resume?.state ?? '',
        ...(request.correlation_id === undefined ? {} : { correlation_id: request.correlation_id }),
      },
    },
    custom,
    now: tenant.world.clock.now(),
  }
}

export function userVariables(user: User | undefined): JsonObject {
  const entries = Object.entries(user ?? {}) as [string, JsonObject[string]][]
  return Object.fromEntries(entries.filter(([name]) => USER_VARIABLES.includes(name)))
}
