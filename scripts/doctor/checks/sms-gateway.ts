import type { PresentConnection } from '../../deploy/present-tenant.ts'

/**
 * Whether a connection sends its texts by a gateway of its own: then Auth0 does not ask the tenant's phone provider.
 * Source: Auth0 docs, authenticate/passwordless/authentication-methods/use-sms-gateway-passwordless.
 */
export const usesGateway = ({ strategy, options }: PresentConnection): boolean =>
  strategy === 'sms' && (options['provider'] === 'sms_gateway' || isFilled(options['gateway_url']))

/** Whether it can do without the tenant's phone provider: by a gateway, or by a Twilio account of its own. */
export const deliversItself = (connection: PresentConnection): boolean =>
  usesGateway(connection) || (connection.strategy === 'sms' && isFilled(connection.options['twilio_sid']))

const isFilled = (value: unknown): boolean => typeof value === 'string' && value !== ''
