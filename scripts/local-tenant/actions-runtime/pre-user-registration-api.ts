import type { CacheApi } from './action-cache.ts'
import type { ActionEffects } from './messages.ts'
import { createUserApi } from './user-api.ts'

/**
 * `api` of the pre-user-registration trigger.
 *
 * Source: Auth0 docs, …/pre-user-registration-trigger/pre-user-registration-api-object.
 */
export function createPreUserRegistrationApi(effects: ActionEffects, cache: CacheApi): object {
  const api: { [group: string]: object } = {}
  Object.assign(api, {
    access: {
      deny(reason: string, userMessage: string) {
        effects.denial ??= { reason: String(reason), userMessage: String(userMessage) }
        return api
      },
    },
    user: createUserApi(effects, api),
    validation: {
      error(code: string, message: string) {
        effects.denial ??= { reason: String(code), userMessage: String(message) }
        return api
      },
    },
    cache,
  })
  return api
}
