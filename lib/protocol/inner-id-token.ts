import type { AccountHistory } from '../core/account-history.ts'
import type { Proof } from '../core/proof.ts'
import { parseUserId } from '../core/user-id.ts'

/** The custom claim with which the inner login vouches for its account. */
export const HISTORY_CLAIM = 'phone_link_account'

/** The custom claim that says by which connection's strategy the inner login was proven. */
export const CONNECTION_CLAIM = 'phone_link_by'

const HISTORIES: readonly AccountHistory[] = ['fresh', 'has_history']

/**
 * The proof in the claims of an inner ID token (OIDC Core §2 and §5.1), or undefined if a claim that every such
 * token has is missing: `sub`, `nonce` or `auth_time`.
 */
export function parseProof(claims: Readonly<Record<string, unknown>>): Proof | undefined {
  const subject = parseUserId(claims.sub)
  const { nonce, auth_time: authTime, phone_number: phoneNumber } = claims
  if (!subject || typeof nonce !== 'string') return undefined
  if (typeof authTime !== 'number' || !Number.isFinite(authTime)) return undefined
  return {
    subject,
    nonce,
    authTime: new Date(authTime * 1000),
    phoneNumber: typeof phoneNumber === 'string' ? phoneNumber : undefined,
    phoneVerified: claims.phone_number_verified === true,
    provenBy: typeof claims[CONNECTION_CLAIM] === 'string' ? claims[CONNECTION_CLAIM] : undefined,
    history: HISTORIES.find((known) => known === claims[HISTORY_CLAIM]),
  }
}
