import * as oidc from 'openid-client'

/** What the app has to know of the tenant. None of it is secret: a native app can keep no secret (RFC 8252, section 8.5). */
export type TenantAddress = {
  /** e.g. `example.eu.auth0.com` */
  domain: string
  clientId: string
  /** For a proxy, or to trust another authority; the platform's own by default. */
  fetch?: typeof fetch
}

export type Tenant = oidc.Configuration

/**
 * Reads what the tenant says of itself, for a client without a secret.
 *
 * @throws what the library says when the tenant cannot be reached
 */
export function connectTenant({ domain, clientId, fetch }: TenantAddress): Promise<Tenant> {
  return oidc.discovery(new URL(`https://${domain}/`), clientId, undefined, oidc.None(), {
    // The library takes TLS for enough and would leave the signature unchecked; claims are shown to people here.
    execute: [oidc.enableNonRepudiationChecks],
    ...(fetch === undefined ? {} : { [oidc.customFetch]: fetch as oidc.CustomFetch }),
  })
}
