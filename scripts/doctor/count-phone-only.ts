import { ManagementError, type ManagementClient } from 'auth0'
import { BORN_KEY } from '../../lib/protocol/app-metadata.ts'

/**
 * Accounts whose root identity is a phone, less those that inner logins made: these were never meant to sign in.
 *
 * Fields of users are not split into words, so a prefix finds the root identity.
 * Source: Auth0 docs, manage-users/user-search/user-search-query-syntax, and its page on the change to version 3.
 */
const QUERY = `identities.provider:"sms" AND user_id:sms* AND NOT app_metadata.${BORN_KEY}:true`

/** Tries beside the first, where the search takes longer than Auth0 waits for it. */
const RETRIES = 1

/**
 * About how many people sign in by phone alone. The search lags behind what has just been written, and tells the whole
 * count, though it shows no more than the first 1000.
 *
 * @returns undefined where the search gives up: it ends after two seconds, with 503
 * Source: Auth0 docs, manage-users/user-search/user-search-best-practices.
 */
export async function countPhoneOnly(management: ManagementClient): Promise<number | undefined> {
  try {
    const { response } = await management.users.list(
      {
        ...{ q: QUERY, search_engine: 'v3', primary_order: false },
        ...{ page: 0, per_page: 1, include_totals: true, fields: 'user_id', include_fields: true },
      },
      { maxRetries: RETRIES },
    )
    return response.total
  } catch (error) {
    if (error instanceof ManagementError && error.statusCode === 503) return undefined
    throw error
  }
}
