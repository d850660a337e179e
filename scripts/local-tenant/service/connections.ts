import type { Client, Connection, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { isThirdParty } from './clients.ts'

export type PasswordlessStrategy = 'email' | 'sms'

export function findConnection(tenant: Tenant, name: string): Connection | undefined {
  return tenant.state.configuration.connections.find((connection) => connection.name === name)
}

export function passwordlessStrategy(connection: Connection): PasswordlessStrategy | undefined {
  return connection.strategy === 'email' || connection.strategy === 'sms' ? connection.strategy : undefined
}

/**
 * Apps of others have the domain-level connections, whichever apps these are enabled for. Source: Auth0 docs,
 * get-started/applications/third-party-applications/configure-third-party-applications.
 */
export function isEnabledFor(connection: Connection, client: Client): boolean {
  if (isThirdParty(client)) return connection.is_domain_connection
  return connection.enabled_clients.includes(client.client_id)
}

/** What the login page offers: one connection of each kind, the first that is enabled for the client. */
export function offeredConnections(tenant: Tenant, client: Client): Connection[] {
  const enabled = tenant.state.configuration.connections.filter((each) => isEnabledFor(each, client))
  return (['email', 'sms'] as const).flatMap(
    (strategy) => enabled.find((connection) => connection.strategy === strategy) ?? [],
  )
}

export function optionsOf(connection: Connection, group: string): JsonObject {
  const value = connection.options[group]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** Source: Auth0 docs, authenticate/passwordless/best-practices: six digits, three minutes. */
const DEFAULT_LENGTH = 6
const DEFAULT_LIFETIME = 180

/** Length in digits and lifetime in seconds of the connection's codes. */
export function codeSettings(connection: Connection): { length: number; lifetime: number } {
  const { length, time_step } = optionsOf(connection, 'totp')
  return {
    length: typeof length === 'number' ? length : DEFAULT_LENGTH,
    lifetime: typeof time_step === 'number' ? time_step : DEFAULT_LIFETIME,
  }
}
