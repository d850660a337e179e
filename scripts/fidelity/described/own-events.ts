import type { EventDescription } from './description.ts'

/** Read off Auth0's pages by hand, for machines where the official description is not at hand. */
export const REQUIRED_OF_EVENTS: { [trigger: string]: string[] } = {
  'post-login': [
    'client.client_id',
    'client.metadata',
    'client.name',
    'connection.id',
    'connection.name',
    'connection.strategy',
    'request.body',
    'request.geoip',
    'request.ip',
    'request.method',
    'request.query',
    'stats.logins_count',
    'tenant.id',
    'transaction.metadata',
    'user.app_metadata',
    'user.created_at',
    'user.email_verified',
    'user.identities',
    'user.updated_at',
    'user.user_id',
    'user.user_metadata',
  ],
  'pre-user-registration': [
    'client.client_id',
    'client.metadata',
    'client.name',
    'connection.id',
    'connection.name',
    'connection.strategy',
    'request.body',
    'request.geoip',
    'request.ip',
    'request.method',
    'tenant.id',
    'transaction.acr_values',
    'transaction.locale',
    'transaction.requested_scopes',
    'transaction.ui_locales',
    'user',
  ],
  'custom-phone-provider': [
    'client.client_id',
    'client.metadata',
    'client.name',
    'notification.as_text',
    'notification.as_voice',
    'notification.delivery_method',
    'notification.message_type',
    'notification.recipient',
    'request.geoip',
    'request.ip',
    'request.method',
    'tenant.id',
    'user.app_metadata',
    'user.created_at',
    'user.email_verified',
    'user.updated_at',
    'user.user_id',
    'user.user_metadata',
  ],
}

/** What a deployed Action may count on, whatever the official description says on top. */
export const ownEvents: EventDescription = {
  name: "the keys that Auth0's pages promise",
  judge(trigger, event) {
    const required = REQUIRED_OF_EVENTS[trigger]
    if (required === undefined) return 'not_described'
    return required.filter((path) => at(event, path) === undefined).map((path) => `has no ${path}`)
  },
}

/** What stands at a path of names, as in `user.user_id`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, name) => (held as { [name: string]: unknown } | undefined)?.[name], value)
}
