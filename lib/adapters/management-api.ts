import type { IdentityRef, UserId } from '../core/user-id.ts'
import type { Accounts, RemovalAnswer } from '../ports.ts'
import {
  buildIdentitiesPath,
  buildIdentityPath,
  buildLinkBody,
  buildReadIdentitiesPath,
  buildUserPath,
  listPhoneIds,
  parseUserIdentities,
} from '../protocol/identities.ts'
import { codeOf } from './management-calls.ts'
import type { ManagementCalls } from './management-calls.ts'

/** The Management API scopes that this file needs, and all that the companion is granted. */
export const MANAGEMENT_SCOPES = ['read:users', 'update:users', 'delete:users'] as const

/** Accounts through the Management API. */
export function managementAccounts({ base, prepare, call }: ManagementCalls): Accounts {
  return {
    prepare,
    async link(primary, secondary) {
      try {
        const { status, body } = await call({
          at: 'link',
          url: base + buildIdentitiesPath(primary),
          method: 'POST',
          json: buildLinkBody(secondary),
          // After a 5xx the link may exist already: the account is read instead.
          retry: 'on_429',
        })
        if (status !== 201) return { kind: 'not_confirmed', code: `link_http_${status}` }
        return { kind: 'linked', phones: listPhoneIds(body) }
      } catch (error) {
        return { kind: 'not_confirmed', code: codeOf(error) }
      }
    },
    async removePhone(primary, phone) {
      if (phone.provider !== 'sms') return { kind: 'not_confirmed', code: 'unlink_not_a_phone' }
      const code = await unlink(primary, phone)
      if (code !== undefined) {
        // The answer may have been lost after the work was done, or another tab was faster: the account itself knows.
        const phones = await readPhones(primary)
        if (!phones || phones.includes(phone.id)) return { kind: 'not_confirmed', code }
      }
      return deleteLeftOver(phone)
    },
    deleteLeftOver,
    readPhones,
  }

  async function unlink(primary: UserId, phone: IdentityRef): Promise<string | undefined> {
    try {
      const { status } = await call({
        at: 'unlink',
        url: base + buildIdentityPath(primary, phone),
        method: 'DELETE',
        retry: 'on_429_or_5xx',
      })
      return status === 200 ? undefined : `unlink_http_${status}`
    } catch (error) {
      return codeOf(error)
    }
  }

  // Only ever a phone: the companion may delete users, and this is the one place where it does.
  async function deleteLeftOver(phone: IdentityRef): Promise<RemovalAnswer> {
    if (phone.provider !== 'sms') return { kind: 'not_confirmed', code: 'delete_not_a_phone' }
    try {
      const { status } = await call({
        at: 'delete',
        url: base + buildUserPath(`sms|${phone.id}`),
        method: 'DELETE',
        retry: 'on_429_or_5xx',
      })
      return status === 204 || status === 404
        ? { kind: 'removed' }
        : { kind: 'left_over', code: `delete_http_${status}` }
    } catch (error) {
      return { kind: 'left_over', code: codeOf(error) }
    }
  }

  async function readPhones(primary: UserId): Promise<readonly string[] | undefined> {
    try {
      const { status, body } = await call({
        at: 'read',
        url: base + buildReadIdentitiesPath(primary),
        method: 'GET',
        retry: 'on_429_or_5xx',
      })
      return status === 200 ? listPhoneIds(parseUserIdentities(body)) : undefined
    } catch (error) {
      codeOf(error)
      return undefined
    }
  }
}
