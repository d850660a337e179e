import { ManagementError, type ManagementClient } from 'auth0'

/** Tries beside the first, where the search takes longer than Auth0 waits for it. */
const RETRIES = 1

/**
 * About how many users a search finds. It lags behind what has just been written, and tells the whole count, though it
 * shows no more than the first 1000.
 *
 * @param query as of Auth0 docs, manage-users/user-search/user-search-query-syntax
 * @returns undefined where the search gives up: it ends after two seconds, with 503
 * Source: Auth0 docs, manage-users/user-search/user-search-best-practices.
 */
export async function countUsers(management: ManagementClient, query: string): Promise<number | undefined> {
  try {
    const { response } = await management.users.list(
      {
        ...{ q: query, search_engine: 'v3', primary_order: false },
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
