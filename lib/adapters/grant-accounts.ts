import { UpstreamError } from '../errors.ts'
import type { GrantAccounts, PrimaryAccount } from '../ports.ts'
import { buildRecord } from '../protocol/app-metadata.ts'
import { buildReadAccountPath, buildUserPath } from '../protocol/identities.ts'
import { codeOf } from './management-calls.ts'
import type { ManagementCalls } from './management-calls.ts'

/**
 * The account that a phone is added to by the OTP grant, through the Management API: the login itself is the phone's.
 * @param readAs what a user of the Management API means for this login; undefined if it may not sign in
 */
export function grantAccounts(
  { base, prepare, call }: ManagementCalls,
  readAs: (user: unknown) => PrimaryAccount | undefined,
): GrantAccounts {
  return {
    prepare,
    async read(userId) {
      const { status, body } = await call({
        at: 'read',
        url: base + buildReadAccountPath(userId),
        method: 'GET',
        retry: 'on_429_or_5xx',
      })
      if (status === 404) return undefined
      if (status !== 200) throw new UpstreamError('read', `http_${status}`)
      return readAs(body)
    },
    async record(userId, records) {
      try {
        const { status } = await call({
          at: 'record',
          url: base + buildUserPath(userId),
          method: 'PATCH',
          // Only our own keys: Auth0 merges them into what is there.
          json: { app_metadata: Object.fromEntries(records.map(buildRecord)) },
          retry: 'on_429_or_5xx',
        })
        return status === 200
          ? { kind: 'recorded' }
          : { kind: 'not_confirmed', code: `record_http_${status}` }
      } catch (error) {
        return { kind: 'not_confirmed', code: codeOf(error) }
      }
    },
  }
}
