import type { Context } from 'hono'
import { isIP } from 'node:net'
import type { RequestFacts, Tenant } from '../tenant.ts'

type Fields = { [name: string]: string | string[] }

/** The facts of a request, as services and Actions know them. */
export async function readFacts(c: Context): Promise<RequestFacts> {
  const language = c.req.header('accept-language')?.split(/[,;]/)[0]?.trim()
  const forwarded = c.req.header('auth0-forwarded-for')
  return {
    hostname: hostOf(c),
    ip: addressOf(c),
    user_agent: c.req.header('user-agent') ?? '',
    ...(language === undefined || language === '' || language === '*' ? {} : { language }),
    method: c.req.method,
    ...(forwarded === undefined || isIP(forwarded) === 0 ? {} : { forwarded_for: forwarded }),
    query: fieldsOf(new URL(c.req.url).searchParams),
    body: await readForm(c),
  }
}

/** The host with its port, e.g. `localhost:3443`. */
export function hostOf(c: Context): string {
  return new URL(c.req.url).host
}

export function isOwnHost(tenant: Tenant, host: string): boolean {
  return host === tenant.config.domain || tenant.config.customDomains.includes(host)
}

/** The one value of a field, or nothing when it is absent or repeated. */
export function single(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' ? value : undefined
}

async function readForm(c: Context): Promise<Fields> {
  if (c.req.method !== 'POST') return {}
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  return fieldsOf(new URLSearchParams(await c.req.text()))
}

/** A repeated field is kept as an array: what was sent twice must not look as if it had been sent once. */
function fieldsOf(parameters: URLSearchParams): Fields {
  const names = [...new Set(parameters.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const [value = '', ...more] = parameters.getAll(name)
      return [name, more.length === 0 ? value : [value, ...more]]
    }),
  )
}

/**
 * The visitor's address. Only programs of this machine can reach the tenant, so one that pretends to be a proxy in
 * front of it is believed, as Auth0 believes its own edge.
 */
function addressOf(c: Context): string {
  const forwarded = c.req.header('x-forwarded-for')
  if (forwarded !== undefined && isIP(forwarded) !== 0) return forwarded
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
}
