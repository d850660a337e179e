import type { RecordedCall } from './recording-api.ts'

/** The `api` of the pre-user-registration trigger. */
export type KitPreUserRegistrationApi = {
  access: { deny(reason: string, userMessage: string): KitPreUserRegistrationApi }
  user: {
    setAppMetadata(key: string, value: unknown): KitPreUserRegistrationApi
    setUserMetadata(key: string, value: unknown): KitPreUserRegistrationApi
  }
}

/** What a pre-user-registration Action has done so far. */
export type SignUpRecording = {
  api: KitPreUserRegistrationApi
  calls: RecordedCall[]
  appMetadata: { [key: string]: unknown }
  denial: { reason: string; userMessage: string } | undefined
}

/** An `api` that records what a pre-user-registration Action does; `failing` names a method that throws. */
export function recordingSignUpApi({ failing }: { failing?: string } = {}): SignUpRecording {
  const record = (method: string, ...args: unknown[]): void => {
    if (failing === method) throw new Error(`${method} failed`)
    recording.calls.push({ method, args })
  }
  const api: KitPreUserRegistrationApi = {
    access: {
      deny(reason, userMessage) {
        record('access.deny', reason, userMessage)
        recording.denial ??= { reason, userMessage }
        return api
      },
    },
    user: {
      setAppMetadata(key, value) {
        record('user.setAppMetadata', key, value)
        recording.appMetadata[key] = value
        return api
      },
      setUserMetadata(key, value) {
        record('user.setUserMetadata', key, value)
        return api
      },
    },
  }
  const recording: SignUpRecording = { api, calls: [], appMetadata: {}, denial: undefined }
  return recording
}
