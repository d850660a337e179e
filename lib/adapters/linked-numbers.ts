import type { Fingerprints, LinkedNumbers } from '../ports.ts'
import { buildSearchPath, hasLinkedPhone } from '../protocol/identities.ts'
import { codeOf } from './management-calls.ts'
import type { ManagementCalls } from './management-calls.ts'

/**
 * Looks numbers up by the fingerprint in the audit record, so that no number stands in a URL. Auth0's search is
 * eventually consistent: good enough for who gets a text, and never used for whose a number is.
 */
export function searchedNumbers({ base, call }: ManagementCalls, fingerprints: Fingerprints): LinkedNumbers {
  return {
    async find(phone) {
      try {
        const { status, body } = await call({
          at: 'search',
          url: base + buildSearchPath(fingerprints.of(phone)),
          method: 'GET',
          retry: 'on_429_or_5xx',
        })
        if (status !== 200) return { failed: `search_http_${status}` }
        if (!Array.isArray(body)) return { failed: 'search_malformed' }
        return hasLinkedPhone(body, phone) ? 'linked' : 'not_linked'
      } catch (error) {
        return { failed: codeOf(error) }
      }
    },
  }
}
