import type { PresentConnection, PresentTenant } from '../../deploy/present-tenant.ts'

/** How Universal Login and the Actions call the two connections. */
export type ConnectionName = 'sms' | 'email'

export const connectionOf = (
  { connections }: PresentTenant,
  name: ConnectionName,
): PresentConnection | undefined => connections.find((connection) => connection.name === name)

/** A connection's name is for good, so one of another kind cannot make room. */
export const problemOfStrategy = ({ name, strategy }: PresentConnection): string[] =>
  strategy === name ? [] : [`The name ${name} is taken by a connection of the kind ${strategy}.`]

export const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
