/**
 * A small kit for testing Actions without a tenant: complete events, and an `api` that records and keeps
 * Auth0's rules. It knows nothing of this project's own Actions, so it serves other people's as well.
 *
 * ```ts
 * const event = postLoginEvent({ user: { email_verified: false } })
 * const recording = recordingApi(event)
 * await onExecutePostLogin(event, recording.api)
 * expect(recording.denial).toBe('Confirm your email address first.')
 * ```
 */
export type { Changes } from './changes.ts'
export { withChanges } from './changes.ts'
export type { KitIdentity, KitPostLoginEvent, KitPreUserRegistrationEvent } from './kit-events.ts'
export {
  PHONE_ACCOUNT,
  answeredEvent,
  continuedEvent,
  postLoginEvent,
  preUserRegistrationEvent,
} from './kit-events.ts'
export type { KitPhoneProviderEvent } from './kit-provider-event.ts'
export { UNKNOWN_RECIPIENT, phoneProviderEvent } from './kit-provider-event.ts'
export type { KitPostLoginApi, PostLoginRecording, RecordedCall, RecordingOptions } from './recording-api.ts'
export { recordingApi } from './recording-api.ts'
export type { KitCache, KitCacheMode } from './recording-cache.ts'
export { recordingCache } from './recording-cache.ts'
export type { KitPhoneProviderApi, PhoneProviderRecording } from './recording-provider-api.ts'
export { recordingProviderApi } from './recording-provider-api.ts'
export type { KitPreUserRegistrationApi, SignUpRecording } from './recording-sign-up-api.ts'
export { recordingSignUpApi } from './recording-sign-up-api.ts'
