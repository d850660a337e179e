import { ManagementClient, ManagementError, ManagementTimeoutError } from 'auth0'
import { trustingFetch } from '../demo/trusting-fetch.ts'

/** Who deploys, and where. */
export type Deployer = {
  /** Host that calls go to, without scheme: the canonical one or a custom domain, e.g. `login.example.com`. */
  host: string
  /** The tenant's canonical host, e.g. `acme.eu.auth0.com`: the Management API's audience is always this one. */
  tenantDomain: string
  clientId: string
  clientSecret: string
  /** PEM file of the authority that signed the tenant's certificate; for a local tenant. */
  caFile?: string
}

/** A tenant that lets us in. */
export type Connection = Deployer & { token: string; management: ManagementClient }

/** Tries beside the first, of one call that is answered with 429, 408 or a 5xx; the SDK waits as the tenant says. */
const RETRIES = 5

/** Seconds that one call may take. */
const PATIENCE = 30

/**
 * Gets a Management API token that is good for the whole run, and the official client with it.
 *
 * @param scopes what the command is going to need; a missing one is named before anything is done
 * @throws {Error} with one sentence: tenant unreachable, credentials refused, or the scopes that are missing
 */
export async function connect(deployer: Deployer, scopes: readonly string[]): Promise<Connection> {
  const fetcher = deployer.caFile === undefined ? fetch : trustingFetch(deployer.caFile)
  const token = await managementToken(deployer, scopes, fetcher)
  const { host, tenantDomain } = deployer
  const management = new ManagementClient({
    ...{ domain: host, audience: audienceOf(tenantDomain), token: () => token },
    ...{ fetch: fetcher, telemetry: false, maxRetries: RETRIES, timeoutInSeconds: PATIENCE },
  })
  return { ...deployer, token, management }
}

const audienceOf = (tenantDomain: string): string => `https://${tenantDomain}/api/v2/`

async function managementToken(
  deployer: Deployer,
  scopes: readonly string[],
  fetcher: typeof fetch,
): Promise<string> {
  const { host, tenantDomain, clientId, clientSecret } = deployer
  const audience = audienceOf(tenantDomain)
  const response = await ask(`https://${host}/oauth/token`, fetcher, {
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
    throw new Error(`${host} does not accept the client id and secret of the deploying application.`)
  }
  if (response.status === 429) throw new Error(tooManyRequests(host))
  if (!response.ok || typeof answer.access_token !== 'string') {
    const why = answer.error ?? 'no reason given'
    throw new Error(
      `${host} gives the deploying application no token for ${audience} (${response.status}, ${why}). ` +
        `Grant it the Management API; if ${host} is a custom domain, say the canonical one as TENANT_DOMAIN.`,
    )
  }
  requireScopes(answer.scope, scopes)
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
function requireScopes(granted: string | undefined, scopes: readonly string[]): void {
  if (granted === undefined) return
  const has = new Set(granted.split(' '))
  const missing = scopes.filter((scope) => !has.has(scope))
  if (missing.length > 0) {
    throw new Error(`The deploying application lacks Management API scopes: ${missing.join(', ')}.`)
  }
}

const tooManyRequests = (host: string): string =>
  `${host} refuses more requests for now (429): its rate limit is used up. Wait a minute and run the command again; it goes on where it stopped.`

/**
 * What went wrong with the Management API, as one sentence for a person. Other errors stay what they are.
 *
 * @param error what the official client threw
 */
export function asSentence(error: unknown, host: string): unknown {
  if (error instanceof ManagementTimeoutError) {
    return new Error(`${host} did not answer within ${PATIENCE} seconds. Run the command again.`, {
      cause: error,
    })
  }
  if (!(error instanceof ManagementError)) return error
  if (error.statusCode === undefined) {
    return new Error(`${host} cannot be reached (${causeOf(error)}). Run the command again.`, {
      cause: error,
    })
  }
  if (error.statusCode === 429) return new Error(tooManyRequests(host), { cause: error })
  const { message } = (error.body ?? {}) as { message?: string }
  const said = (message ?? error.message).replace(/\.$/, '')
  return new Error(`${host} refuses (${error.statusCode}): ${said}.`, { cause: error })
}
