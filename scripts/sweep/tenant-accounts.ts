import type { ManagementClient } from 'auth0'
import { orUndefined } from '../deploy/absent.ts'
import type { Pace } from './pace.ts'
import type { Accounts } from './run-sweep.ts'
import { PAGE_SIZE } from './walk-accounts.ts'

/** What a sweep reads: never more of a person than it judges. */
const FIELDS = [
  ...['user_id', 'identities', 'created_at', 'updated_at', 'last_login', 'blocked', 'multifactor'],
  ...['email', 'username', 'given_name', 'family_name', 'phone_number', 'app_metadata', 'user_metadata'],
].join(',')

/** The accounts of a tenant, by its Management API. */
export function tenantAccounts(management: ManagementClient, pace: Pace): Accounts {
  return {
    async search(query, page) {
      await pace.turn()
      const { data, response, rawResponse } = await management.users.list({
        ...{ q: query, search_engine: 'v3', sort: 'created_at:1' },
        ...{ page, per_page: PAGE_SIZE, include_totals: true },
        ...{ fields: FIELDS, include_fields: true },
      })
      pace.heed(rawResponse.headers)
      return { accounts: data, total: response.total ?? 0 }
    },
    async read(id) {
      await pace.turn()
      const answer = await orUndefined([404], () =>
        management.users.get(id, { fields: FIELDS, include_fields: true }).withRawResponse(),
      )
      if (answer) pace.heed(answer.rawResponse.headers)
      return answer?.data
    },
    async remove(id) {
      await pace.turn()
      const { rawResponse } = await management.users.delete(id).withRawResponse()
      pace.heed(rawResponse.headers)
    },
  }
}
