import type { CacheApi } from './action-cache.ts'
import type { ActionEffects } from './messages.ts'

/** Milliseconds that an entry of this trigger's cache lives when nothing else is said. */
export const DEFAULT_LIFETIME = 24 * 3_600_000

/** Characters; what is longer is cut. */
const REASON_LIMIT = 1024

/**
 * `api` of the custom-phone-provider trigger. Of several calls the last one counts.
 *
 * Source: Auth0 docs, …/configure-a-custom-phone-provider/action-triggers-custom-phone-provider-api-object.
 */
export function createCustomPhoneProviderApi(effects: ActionEffects, cache: CacheApi): object {
  const api: { [group: string]: object } = {}
  const failing = (kind: 'drop' | 'retry') => (reason?: string) => {
    effects.notification = { kind, reason: String(reason ?? '').slice(0, REASON_LIMIT) }
    return api
  }
  Object.assign(api, { notification: { drop: failing('drop'), retry: failing('retry') }, cache })
  return api
}
