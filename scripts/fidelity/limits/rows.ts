/** One limit of Auth0, and the tests that hit it. */
export type Limit = {
  limit: string
  /** Under `main/docs/` of Auth0's documentation. */
  page: string
  /** What is still allowed, and what is not any more: each the beginning of a test's name, behind its file. */
  allowed: string
  refused: string
  file: string
}

const ACTIONS = 'customize/actions/limitations'
const ENTITIES = 'troubleshoot/customer-support/operational-policies/entity-limit-policy'
const RATES = 'troubleshoot/customer-support/operational-policies/rate-limit-policy/rate-limit-configurations'
const CODES = 'authenticate/passwordless/best-practices'

const both = (limit: string, page: string, file: string, test: string): Limit => ({
  ...{ limit, page, file, allowed: test, refused: test },
})
const apart = (limit: string, page: string, file: string, allowed: string, refused: string): Limit => ({
  ...{ limit, page, file, allowed, refused },
})

const CONTENT = 'management/actions'
const ONLY = 'actions-runtime'

/** Auth0's documented limits that the local tenant has. What it does not have stands in its README under "Absent". */
export const LIMITS: Limit[] = [
  apart(
    'code of an Action: 100 kB',
    ACTIONS,
    CONTENT,
    'an Action may have code of 100 kB',
    'an Action with code over 100 kB is refused',
  ),
  apart(
    'dependencies of an Action: 10',
    ENTITIES,
    CONTENT,
    'an Action may have 10 dependencies',
    'an Action with 11 dependencies is refused',
  ),
  apart(
    'secrets of an Action: 30',
    ENTITIES,
    CONTENT,
    'an Action may have 30 secrets',
    'an Action with 31 secrets is refused',
  ),
  apart(
    'key of a secret: 128 characters',
    ACTIONS,
    CONTENT,
    'an Action may have a secret named in 128 characters',
    'an Action with a secret named in 129 characters is refused',
  ),
  apart(
    'value of a secret: 4096 characters',
    ACTIONS,
    CONTENT,
    'an Action may have a secret of 4096 characters',
    'an Action with a secret of 4097 characters is refused',
  ),
  both(
    'console of a run: 256 characters',
    ACTIONS,
    `${ONLY}/wrapper`,
    '256 characters of what a run writes are kept, and not one more',
  ),
  both(
    'an execution: 20 s for all its Actions',
    ACTIONS,
    'limits/execution-time',
    'an execution that takes just under 20 s goes on, and one that takes longer is ended',
  ),
  both('cache: 20 entries', ACTIONS, `${ONLY}/cache`, '20 entries are kept, and a 21st is not'),
  apart('cache: key of 64 B', ACTIONS, `${ONLY}/cache`, 'a key of 64 bytes', 'a key of 65 bytes'),
  apart('cache: value of 4 kB', ACTIONS, `${ONLY}/cache`, 'a value of 4096 bytes', 'a value of 4097 bytes'),
  both(
    'cache: 8 kB in all',
    ACTIONS,
    `${ONLY}/cache`,
    '8192 bytes of keys and values are kept, and one more is not',
  ),
  both('cache: 24 h', ACTIONS, `${ONLY}/cache`, 'an entry lives 24 hours at most'),
  apart(
    'transaction metadata: key of 64 characters',
    ACTIONS,
    `${ONLY}/post-login`,
    'a key of 64 characters',
    'a key of 65 characters',
  ),
  apart(
    'transaction metadata: value of 8 KB',
    ACTIONS,
    `${ONLY}/post-login`,
    'a value of 8192 bytes',
    'a value of 8193 bytes',
  ),
  both(
    'transaction metadata: 16 KB in all',
    ACTIONS,
    `${ONLY}/post-login`,
    '16384 bytes in total are kept, and one more is not',
  ),
  apart(
    'setPrimaryUser: once',
    ACTIONS,
    `${ONLY}/post-login`,
    'user metadata set in the same Action is lost',
    'it cannot be set in two Actions',
  ),
  both(
    'id of the primary user: 128 characters',
    ACTIONS,
    `${ONLY}/post-login`,
    'its id has 128 characters at most',
  ),
  apart(
    'redirect of an Action: once',
    'customize/forms/render',
    `${ONLY}/post-login`,
    'a redirect ends the run after its Action',
    'an Action cannot redirect twice',
  ),
  apart(
    'Form of an Action: one, without a redirect',
    'customize/forms/render',
    `${ONLY}/pages-of-actions`,
    'stops behind the Action, with what it asked for before',
    'one Action cannot ask for a form and a redirect',
  ),
  apart(
    'fields of prompt.render: 24 KB',
    'customize/forms/render',
    `${ONLY}/pages-of-actions`,
    'fields of 24 KB',
    'fields of one byte more',
  ),
  apart(
    'commands for a factor: 4',
    'customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-api-object',
    `${ONLY}/pages-of-actions`,
    'after 3 commands one more is: mfa',
    'after 4 commands one more is: failed',
  ),
  apart(
    'way back to /continue: 1 h',
    'customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/redirect-with-actions',
    'oidc/continue',
    'after 3599 seconds away it works: true',
    'after 3600 seconds away it works: false',
  ),
  both(
    'wrong tries of a code: 3',
    CODES,
    'oidc/codes',
    'R06 the third wrong try kills the code, and a new one works',
  ),
  apart(
    'life of a code: 180 s, as its connection says',
    CODES,
    'one-time-codes/sms-lifetime',
    'R02 after 179 seconds a code sent by text works',
    'R02 after 180 seconds a code sent by text is dead',
  ),
  both(
    'tries at the SMS page: 5 a minute from an address',
    RATES,
    'oidc/codes',
    'the SMS page takes five tries a minute from one address',
  ),
  both(
    '/passwordless/start: 50 an hour from an address',
    RATES,
    'oidc/passwordless-start',
    'fifty an hour from one address, and not one more',
  ),
  apart(
    'a text: 1024 characters',
    'authenticate/passwordless/authentication-methods/sms-otp',
    'oidc/phone-text',
    '1024 characters are sent',
    'more than 1024 characters',
  ),
  both(
    'custom phone provider: 5 retries',
    'customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/action-triggers-custom-phone-provider-api-object',
    'oidc/custom-phone-provider',
    'it is asked five more times, later each time, with the same event; then no more',
  ),
  apart(
    'client_metadata: 10 keys',
    'manage-users/user-accounts/metadata/metadata-fields-data',
    'limits/metadata',
    'a client may have 10 keys',
    'a client may not have 11 keys',
  ),
  apart(
    'client_metadata: key of 255 characters',
    'manage-users/user-accounts/metadata/metadata-fields-data',
    'limits/metadata',
    'a client may have a key of 255',
    'a client may not have a key of 256',
  ),
  apart(
    'client_metadata: value of 255 characters',
    'manage-users/user-accounts/metadata/metadata-fields-data',
    'limits/metadata',
    'a client may have a value of 255',
    'a client may not have a value of 256',
  ),
  both(
    'Actions bound to a trigger: 20',
    ENTITIES,
    'management/entity-limits',
    'twenty Actions can be bound to a trigger, the next is refused',
  ),
  both(
    'Actions bound and deployed: 100',
    ENTITIES,
    'management/entity-limits',
    'a hundred Actions can be bound and deployed in all',
  ),
  both(
    'versions of an Action: 50, the oldest goes',
    ENTITIES,
    'management/entity-limits',
    'fifty versions of an Action are kept',
  ),
  both('forms: 500', ENTITIES, 'management/entity-limits', 'of forms there are five hundred at most'),
  both('flows: 500', ENTITIES, 'management/entity-limits', 'of flows there are five hundred at most'),
  both(
    'connections of an organization: 10',
    ENTITIES,
    'limits/organization-connections',
    'an organization has ten connections, and not one more',
  ),
  both(
    'refresh tokens of a person and an app: 200, the oldest goes',
    ENTITIES,
    'limits/refresh-tokens',
    'somebody has two hundred refresh tokens of an app, and the oldest goes for one more',
  ),
  ...[
    ['Management API, free: burst 2, 2/s', 'free: GET /users/email%7C1'],
    [
      'Management API, essentials: writing users, burst 20, 200/min',
      'essentials: POST /users/email%7C1/identities',
    ],
    [
      'Management API, professional: writing users, burst 20, 200/min',
      'professional: POST /users/email%7C1/identities',
    ],
    ['Management API, essentials: reading users, burst 40, 500/min', 'essentials: GET /users/email%7C1'],
    [
      'Management API, professional: all other endpoints, burst 10, 150/min',
      'professional: GET /actions/actions',
    ],
    ['Management API, enterprise: burst 50, 16/s', 'enterprise: POST /users/email%7C1/identities'],
  ].map(([limit = '', test = '']) => both(limit, RATES, 'limits/management-plans', test)),
  ...[
    ['/oauth/token, free: burst 30, 30/s', 'free: the token endpoint'],
    ['keys, free: burst 20, 20/s', 'free: the keys'],
    ['Authentication API, free: burst 300, 300/min', 'free: 300 requests a minute to all of it'],
    ['Authentication API, essentials: burst 25, 25/s', 'essentials: the token endpoint'],
    ['Authentication API, professional: burst 25, 25/s', 'professional: the keys'],
    ['Authentication API, enterprise: burst 100, 100/s', 'enterprise: the token endpoint'],
    ['/userinfo: burst 10, 5/min for a person', "ten requests for one person's profile, then five a minute"],
  ].map(([limit = '', test = '']) => both(limit, RATES, 'limits/authentication-plans', test)),
]
