import type { ManagementClient } from 'auth0'
import { BORN_KEY } from '../../lib/protocol/app-metadata.ts'
import { countUsers } from '../deploy/count-users.ts'

/**
 * Accounts whose root identity is a phone, less those that inner logins made: these were never meant to sign in.
 *
 * Fields of users are not split into words, so a prefix finds the root identity.
 * Source: Auth0 docs, manage-users/user-search/user-search-query-syntax, and its page on the change to version 3.
 */
const QUERY = `identities.provider:"sms" AND user_id:sms* AND NOT app_metadata.${BORN_KEY}:true`

/**
 * About how many people sign in by phone alone.
 *
 * @returns undefined where the tenant cannot count them
 */
export const countPhoneOnly = (management: ManagementClient): Promise<number | undefined> =>
  countUsers(management, QUERY)
