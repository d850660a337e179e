import type { RecordedCall, RecordingOptions } from './recording-api.ts'
import type { KitCache } from './recording-cache.ts'
import { recordingCache } from './recording-cache.ts'

/** The `api` of the custom-phone-provider trigger. */
export type KitPhoneProviderApi = {
  notification: {
    drop(reason?: string): KitPhoneProviderApi
    retry(reason?: string): KitPhoneProviderApi
  }
  cache: KitCache
}

/** What a custom-phone-provider Action has done so far. */
export type PhoneProviderRecording = {
  api: KitPhoneProviderApi
  /** Every call but those on the cache, oldest first. */
  calls: RecordedCall[]
  /** What the platform makes of it: the last call counts, and without one the message counts as delivered. */
  delivery: { kind: 'delivered' } | { kind: 'dropped' | 'to_retry'; reason: string }
}

/** Characters of a reason that Auth0 keeps. */
const LONGEST_REASON = 1024
/** The cache of this trigger keeps for a day what says nothing else, in milliseconds. */
const DEFAULT_TTL = 24 * 60 * 60_000

/**
 * An `api` that records what a custom-phone-provider Action does with it
 * (https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/action-triggers-custom-phone-provider-api-object).
 */
export function recordingProviderApi({
  cache = 'working',
  failing,
  now = () => new Date(),
}: RecordingOptions = {}): PhoneProviderRecording {
  const end =
    (method: 'drop' | 'retry', kind: 'dropped' | 'to_retry') =>
    (reason: string = '') => {
      if (failing === `notification.${method}`) throw new Error(`notification.${method} failed`)
      recording.calls.push({ method: `notification.${method}`, args: [reason] })
      recording.delivery = { kind, reason: reason.slice(0, LONGEST_REASON) }
      return api
    }
  const kept = typeof cache === 'string' ? recordingCache(cache, now) : cache
  const api: KitPhoneProviderApi = {
    notification: { drop: end('drop', 'dropped'), retry: end('retry', 'to_retry') },
    cache: { ...kept, set: (key, value, options) => kept.set(key, value, { ttl: DEFAULT_TTL, ...options }) },
  }
  const recording: PhoneProviderRecording = { api, calls: [], delivery: { kind: 'delivered' } }
  return recording
}
