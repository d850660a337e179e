import { mayGoOn } from '../core/sms-only-account.ts'
import type { SmsOnlyAccounts } from '../core/sms-only-account.ts'
import { UpstreamError } from '../errors.ts'
import type { Fingerprints, LinkedNumbers } from '../ports.ts'
import {
  buildPhoneAccountsPath,
  buildSearchPath,
  hasLinkedPhone,
  listPhoneAccounts,
} from '../protocol/identities.ts'
import { codeOf } from './management-calls.ts'
import type { ManagementCalls } from './management-calls.ts'

/**
 * Looks numbers up by the fingerprint in the audit record, so that no number stands in a URL. Phone accounts have no
 * such record: only where they may go on, and only for a number that is linked to nobody, the number itself is asked
 * for. Auth0's search is eventually consistent: good enough for who gets a text, and never used for whose a number is.
 */
export function searchedNumbers(
  management: ManagementCalls,
  fingerprints: Fingerprints,
  smsOnlyAccounts: SmsOnlyAccounts,
): LinkedNumbers {
  return {
    async find(phone) {
      try {
        const linked = await search(management, buildSearchPath(fingerprints.of(phone)))
        if (hasLinkedPhone(linked, phone)) return 'linked'
        if (smsOnlyAccounts === 'refuse') return 'not_linked'
        const alone = listPhoneAccounts(await search(management, buildPhoneAccountsPath(phone)))
        const isKnown = alone.some((each) => each.number === phone && mayGoOn({ ...each, smsOnlyAccounts }))
        return isKnown ? 'linked' : 'not_linked'
      } catch (error) {
        return { failed: codeOf(error) }
      }
    },
  }
}

async function search({ base, call }: ManagementCalls, path: string): Promise<unknown[]> {
  const { status, body } = await call({
    at: 'search',
    url: base + path,
    method: 'GET',
    retry: 'on_429_or_5xx',
  })
  if (status !== 200) throw new UpstreamError('search', `http_${status}`)
  if (!Array.isArray(body)) throw new UpstreamError('search', 'malformed')
  return body as unknown[]
}
