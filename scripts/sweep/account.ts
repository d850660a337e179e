import type { Management } from 'auth0'

/** An account as the Management API shows it, as far as a sweep looks at it. */
export type Account = Readonly<
  Pick<
    Management.UserResponseSchema,
    | 'user_id'
    | 'identities'
    | 'created_at'
    | 'updated_at'
    | 'last_login'
    | 'blocked'
    | 'multifactor'
    | 'email'
    | 'username'
    | 'given_name'
    | 'family_name'
    | 'phone_number'
    | 'app_metadata'
    | 'user_metadata'
  >
>
