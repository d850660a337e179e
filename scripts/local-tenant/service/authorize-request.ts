import type { AuthorizeRequest, Client } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { allowsCallback, allowsGrant, findClient, isPublicClient, webOriginsOf } from './clients.ts'
import { findConnection, isEnabledFor } from './connections.ts'
import { readCorrelationId } from './correlation-id.ts'
import { answerError } from './login-answer.ts'
import type { ErrorPage, LoginAnswer } from './login-answer.ts'
import { checkOrganization, isOpenTo, namedOrganization } from './organizations.ts'
import { findResourceServer } from './resource-servers.ts'

export type CheckedRequest =
  { kind: 'checked'; request: AuthorizeRequest; client: Client } | { kind: 'refused'; answer: LoginAnswer }

type Query = RequestFacts['query']
type Check = (request: AuthorizeRequest, client: Client, tenant: Tenant) => [string, string] | undefined

/**
 * Checks an `/authorize` request. Until client and callback are known to belong together, errors are shown to the
 * person and never sent on: an open redirect otherwise (RFC 9700, section 4.11).
 */
export function checkAuthorizeRequest(tenant: Tenant, query: Query): CheckedRequest {
  const clientId = query['client_id']
  const redirectUri = query['redirect_uri']
  if (clientId === undefined || clientId === '') return page('Missing required parameter: client_id')
  if (Array.isArray(clientId)) return page('The parameter client_id is repeated')
  const client = findClient(tenant, clientId)
  if (client === undefined) return page(`Unknown client: ${clientId}`, 'unauthorized_client', 403)
  if (redirectUri === undefined || redirectUri === '') return page('Missing required parameter: redirect_uri')
  if (Array.isArray(redirectUri)) return page('The parameter redirect_uri is repeated')
  if (!allowsCallback(client, redirectUri)) {
    const text =
      'Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs.'
    return page(text, 'unauthorized_client', 403)
  }
  const correlation_id = readCorrelationId(tenant, query)
  const named = correlation_id === undefined ? {} : { correlation_id }
  const request = { ...parse(query, clientId, redirectUri), ...named }
  // A message would go to a page that the client never named, so this error is shown as well.
  if (request.response_mode === 'web_message' && !webOriginsOf(client).includes(originOf(redirectUri))) {
    return page(`The specified redirect_uri '${redirectUri}' does not have a registered origin.`)
  }
  for (const check of CHECKS) {
    const problem = check(request, client, tenant)
    if (problem !== undefined) return { kind: 'refused', answer: answerError(request, ...problem) }
  }
  const organization = namedOrganization(tenant, request.organization)
  const settled = organization === undefined ? {} : { organization: organization.id }
  return { kind: 'checked', request: { ...request, ...settled }, client }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'null'
}

function page(description: string, code = 'invalid_request', status: 400 | 403 = 400): CheckedRequest {
  const answer: ErrorPage = { kind: 'error_page', status, code, description }
  return { kind: 'refused', answer }
}

/** Parameters that OAuth forbids to repeat (RFC 6749, section 3.1); Actions may be sent any other. */
const SINGLE = [
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'audience',
  'connection',
  'prompt',
]
  .concat(['login_hint', 'max_age', 'ui_locales', 'acr_values', 'code_challenge', 'code_challenge_method'])
  .concat(['organization', 'request', 'request_uri'])

const PROMPTS = ['none', 'login', 'consent', 'select_account']

const CHECKS: Check[] = [
  ({ query }) => {
    const repeated = SINGLE.find((name) => Array.isArray(query[name]))
    return repeated === undefined ? undefined : ['invalid_request', `The parameter ${repeated} is repeated`]
  },
  ({ response_type }) => {
    if (response_type === '') return ['invalid_request', 'Missing required parameter: response_type']
    if (response_type === 'code') return undefined
    return ['unsupported_response_type', `Unsupported response type: ${response_type}`]
  },
  (_request, client) =>
    allowsGrant(client, 'authorization_code')
      ? undefined
      : ['unauthorized_client', "Grant type 'authorization_code' not allowed for the client."],
  ({ query }) => {
    const mode = query['response_mode']
    if (mode === undefined || mode === 'query' || mode === 'form_post' || mode === 'web_message')
      return undefined
    return ['invalid_request', `Invalid response_mode: ${String(mode)}`]
  },
  ({ query, prompt }) => {
    const unknown = prompt.find((value) => !PROMPTS.includes(value))
    if (unknown !== undefined) return ['invalid_request', `Unknown prompt: ${unknown}`]
    if (!prompt.includes('none') || prompt.length === 1) return undefined
    return ['invalid_request', `prompt=none cannot be combined: ${String(query['prompt'])}`]
  },
  ({ query }) => {
    const age = query['max_age']
    return age === undefined || /^\d{1,9}$/.test(String(age))
      ? undefined
      : ['invalid_request', 'max_age must be a number of seconds']
  },
  ({ query, code_challenge }, client) => {
    const method = query['code_challenge_method']
    // Auth0 supports S256 alone. Source: docs, get-started/authentication-and-authorization-flow/authorization-code-flow-with-pkce.
    if (method !== undefined && method !== 'S256')
      return ['invalid_request', 'code_challenge_method must be S256']
    if (code_challenge === undefined && (method !== undefined || isPublicClient(client)))
      return ['invalid_request', 'Missing required parameter: code_challenge']
    if (code_challenge === undefined) return undefined
    if (method === undefined) return ['invalid_request', 'Missing required parameter: code_challenge_method']
    return /^[\w-]{43}$/.test(code_challenge)
      ? undefined
      : ['invalid_request', 'code_challenge is not a SHA-256 hash']
  },
  ({ audience }, _client, tenant) =>
    audience === undefined || findResourceServer(tenant, audience) !== undefined
      ? undefined
      : ['access_denied', `Service not found: ${audience}`],
  checkOrganization,
  ({ connection: name, organization }, client, tenant) => {
    if (name === undefined) return undefined
    const connection = findConnection(tenant, name)
    if (connection === undefined) return ['invalid_request', 'the connection was not found']
    if (!isEnabledFor(connection, client))
      return ['invalid_request', 'the connection is not enabled for the client']
    return isOpenTo(tenant, namedOrganization(tenant, organization)?.id, connection)
      ? undefined
      : ['invalid_request', 'the connection is not enabled for the organization']
  },
]

function parse(query: Query, clientId: string, redirectUri: string): AuthorizeRequest {
  const one = (name: string): string | undefined => {
    const value = query[name]
    return value === undefined || Array.isArray(value) || value === '' ? undefined : value
  }
  const many = (name: string): string[] => (one(name) ?? '').split(' ').filter((word) => word !== '')
  const mode = one('response_mode')
  const maxAge = one('max_age')
  const texts = Object.fromEntries(
    (
      ['state', 'nonce', 'code_challenge', 'audience', 'connection', 'login_hint', 'organization'] as const
    ).flatMap((name) => {
      const value = one(name)
      return value === undefined ? [] : [[name, value]]
    }),
  ) as Partial<AuthorizeRequest>
  return {
    ...texts,
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: one('response_type') ?? '',
    response_mode: mode === 'form_post' || mode === 'web_message' ? mode : 'query',
    scope: many('scope'),
    prompt: many('prompt'),
    ui_locales: many('ui_locales'),
    acr_values: many('acr_values'),
    ...(one('code_challenge_method') === 'S256' ? { code_challenge_method: 'S256' as const } : {}),
    ...(maxAge !== undefined && /^\d+$/.test(maxAge) ? { max_age: Number(maxAge) } : {}),
    query,
  }
}
