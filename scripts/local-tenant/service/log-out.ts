import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { writeLog } from './logs.ts'
import { checkOidcLogout, checkV2Logout } from './logout-request.ts'
import type { LogoutRequest, Query } from './logout-request.ts'
import { endSession } from './sessions.ts'

export type LogoutAnswer =
  | { kind: 'redirect'; url: string }
  | { kind: 'done' }
  /** The person is asked; the page's form brings `fields` and `confirmation` back. */
  | { kind: 'confirm'; clientName?: string; fields: Query; confirmation: string }
  | { kind: 'refused'; code: string; description: string }

/**
 * OpenID Connect RP-initiated logout. Where the person is sent must be registered; an open redirect otherwise.
 * Unless the app shows that it means the session of this very browser, the person is asked: any page could send
 * them here.
 * Source: Auth0 docs, authenticate/login/logout/log-users-out-of-auth0 (logout consent prompt).
 */
export async function logOutOidc(
  tenant: Tenant,
  query: Query,
  facts: RequestFacts,
  session: Session | undefined,
): Promise<LogoutAnswer> {
  const checked = await checkOidcLogout(tenant, query)
  if (checked.kind === 'wrong') return refuse(tenant, facts, checked.description)
  const { request } = checked
  if (request.sid !== undefined && request.sid === session?.id) return leave(tenant, facts, session, request)
  // The hint is left out: from here on it says nothing, and an ID token has no place in a page.
  const { post_logout_redirect_uri, state } = query
  const fields = present({ client_id: request.client?.client_id, post_logout_redirect_uri, state })
  return {
    ...{ kind: 'confirm', fields, confirmation: seal(tenant, session, fields) },
    ...(request.client === undefined ? {} : { clientName: request.client.name }),
  }
}

/** The person has said yes on the page that `logOutOidc` asked for, in the same session. */
export async function confirmLogout(
  tenant: Tenant,
  { confirmation = '', client_id, post_logout_redirect_uri, state }: Query,
  facts: RequestFacts,
  session: Session | undefined,
): Promise<LogoutAnswer> {
  const fields = present({ client_id, post_logout_redirect_uri, state })
  const [given, expected] = [Buffer.from(confirmation), Buffer.from(seal(tenant, session, fields))]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return refuse(tenant, facts, 'This page belongs to another session.')
  }
  const checked = await checkOidcLogout(tenant, fields)
  if (checked.kind === 'wrong') return refuse(tenant, facts, checked.description)
  return leave(tenant, facts, session, checked.request)
}

/** Auth0's own logout, `/v2/logout`, which never asks. */
export function logOutV2(
  tenant: Tenant,
  query: Query,
  facts: RequestFacts,
  session: Session | undefined,
): LogoutAnswer {
  const checked = checkV2Logout(tenant, query)
  if (checked.kind === 'wrong') return refuse(tenant, facts, checked.description)
  return leave(tenant, facts, session, checked.request)
}

function leave(
  tenant: Tenant,
  facts: RequestFacts,
  session: Session | undefined,
  { client, url }: LogoutRequest,
): LogoutAnswer {
  if (session !== undefined) {
    endSession(tenant, session.id)
    writeLog(tenant, {
      ...{ type: 'slo', description: 'User successfully logged out', user_id: session.user_id },
      ...{ ip: facts.ip, user_agent: facts.user_agent, hostname: facts.hostname },
      ...(client === undefined ? {} : { client_id: client.client_id, client_name: client.name }),
    })
  }
  return url === undefined ? { kind: 'done' } : { kind: 'redirect', url }
}

/** Nobody else can make the form of this session's page, so no other site can answer for the person. */
function seal(tenant: Tenant, session: Session | undefined, fields: Query): string {
  const key = JSON.stringify(tenant.state.keys[0]?.privateJwk ?? {})
  const { client_id, post_logout_redirect_uri, state } = fields
  const said = JSON.stringify(['logout', session?.id, client_id, post_logout_redirect_uri, state])
  return createHmac('sha256', key).update(said).digest('base64url')
}

function present(fields: { [name: string]: string | undefined }): Query {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  )
}

function refuse(tenant: Tenant, facts: RequestFacts, description: string): LogoutAnswer {
  writeLog(tenant, { type: 'flo', description, ip: facts.ip, hostname: facts.hostname })
  return { kind: 'refused', code: 'invalid_request', description }
}
