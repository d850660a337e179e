import { isRecord } from './unknown-json.ts'

/** What the inner login answered, as it came back to `/continue`. */
export type ContinueAnswer =
  | { kind: 'code'; code: string }
  /** The inner login ended without a proof. `error` is the OAuth code when it is one that can be named safely. */
  | { kind: 'error'; error: string }
  | { kind: 'malformed' }

/** Auth0's own codes and states are far shorter. */
const LONGEST_VALUE = 2048

// RFC 6749 §4.1.2.1 and OIDC Core §3.1.2.6. Anything else is logged as `other`: a URL must not write our log.
const KNOWN_ERRORS = [
  'access_denied',
  'consent_required',
  'interaction_required',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_response_type',
]

/**
 * Reads the answer from the query of a GET or the body of a POST. Parameters that are not ours are ignored;
 * one of ours that comes twice makes the answer malformed (RFC 6749 §3.1: must not be repeated).
 */
export function parseContinueAnswer(query: unknown, body: unknown): ContinueAnswer {
  const error = valuesOf('error', query, body)
  if (error.length > 0) return { kind: 'error', error: nameError(error) }
  const code = onlyText(valuesOf('code', query, body))
  const state = onlyText(valuesOf('state', query, body))
  return code === undefined || state === undefined ? { kind: 'malformed' } : { kind: 'code', code }
}

function onlyText(values: unknown[]): string | undefined {
  const [only, ...more] = values
  if (typeof only !== 'string' || more.length > 0) return undefined
  return only !== '' && only.length <= LONGEST_VALUE ? only : undefined
}

function valuesOf(name: string, ...sources: unknown[]): unknown[] {
  return sources.flatMap((source) => {
    const value = isRecord(source) ? source[name] : undefined
    return value === undefined ? [] : value
  })
}

function nameError(values: unknown[]): string {
  return KNOWN_ERRORS.find((known) => values.length === 1 && known === values[0]) ?? 'other'
}
