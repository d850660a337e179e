/** Who imports, and where. */
export type Deployer = {
  /** Canonical host of the tenant, without scheme, e.g. `example.eu.auth0.com`. */
  domain: string
  clientId: string
  clientSecret: string
}

/** Every scope that reading, merging and importing needs. */
export const DEPLOY_SCOPES = [
  'read:clients',
  'create:clients',
  'update:clients',
  'read:client_keys',
  'read:client_grants',
  'create:client_grants',
  'update:client_grants',
  'read:actions',
  'create:actions',
  'update:actions',
  'read:connections',
  'create:connections',
  'update:connections',
  'update:prompts',
  'read:forms',
  'create:forms',
  'update:forms',
  'read:flows',
  'create:flows',
  'update:flows',
  'read:phone_providers',
  'create:phone_providers',
  'update:phone_providers',
  'read:phone_templates',
  'create:phone_templates',
  'update:phone_templates',
  'read:attack_protection',
  'update:attack_protection',
  // deploy-cli reads vault connections before it writes flows; ours use none.
  'read:flows_vault_connections',
]

/**
 * Gets a Management API token that is good for the whole import.
 *
 * @throws {Error} with one sentence: tenant unreachable, credentials refused, or the scopes that are missing
 */
export async function managementToken(deployer: Deployer, fetcher: typeof fetch): Promise<string> {
  const { domain, clientId, clientSecret } = deployer
  const audience = `https://${domain}/api/v2/`
  const response = await ask(`https://${domain}/oauth/token`, fetcher, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience,
  })
  const answer = (await response.json().catch(() => ({}))) as {
    access_token?: string
    scope?: string
    error?: string
  }
  if (response.status === 401) {
    throw new Error(`${domain} does not accept the client id and secret of the deploying application.`)
  }
  if (!response.ok || typeof answer.access_token !== 'string') {
    const why = answer.error ?? 'no reason given'
    throw new Error(
      `${domain} gives the deploying application no token for ${audience} (${response.status}, ${why}).`,
    )
  }
  requireScopes(answer.scope)
  return answer.access_token
}

async function ask(url: string, fetcher: typeof fetch, body: object): Promise<Response> {
  try {
    return await fetcher(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
  } catch (error) {
    throw new Error(`${new URL(url).host} cannot be reached (${causeOf(error)}).`, { cause: error })
  }
}

/** The innermost code or message: `fetch failed` alone says nothing. Told by shape, as errors cross realms. */
function causeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown reason'
  const { cause, code, message } = error as { cause?: unknown; code?: unknown; message?: unknown }
  if (typeof cause === 'object' && cause !== null) return causeOf(cause)
  return (
    [code, message].find((text) => typeof text === 'string' && text !== '')?.toString() ?? 'unknown reason'
  )
}

// Auth0 lists what it granted; a server that grants all that was asked may leave it out (RFC 6749, section 5.1).
function requireScopes(granted: string | undefined): void {
  if (granted === undefined) return
  const has = new Set(granted.split(' '))
  const missing = DEPLOY_SCOPES.filter((scope) => !has.has(scope))
  if (missing.length > 0) {
    throw new Error(`The deploying application lacks Management API scopes: ${missing.join(', ')}.`)
  }
}
