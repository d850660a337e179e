/** An answer of the Management API that is not a success. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 429
  readonly errorCode: string | undefined

  constructor(status: ApiError['status'], message: string, errorCode?: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.errorCode = errorCode
  }
}

const NAMES: Record<ApiError['status'], string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
}

/** The body that Auth0 sends with every error: `{ statusCode, error, message, errorCode? }`. */
export function errorBody({ status, message, errorCode }: ApiError): { [name: string]: string | number } {
  return { statusCode: status, error: NAMES[status], message, ...(errorCode ? { errorCode } : {}) }
}

/** The body does not have the shape that the API asks for. */
export function invalidBody(message: string): ApiError {
  return new ApiError(400, `Payload validation error: '${message}'.`, 'invalid_body')
}

export function invalidQuery(message: string): ApiError {
  return new ApiError(400, `Query validation error: '${message}'.`, 'invalid_query_string')
}

/** Well formed, but not possible for this account or connection. */
export function notSupported(message: string): ApiError {
  return new ApiError(400, message, 'operation_not_supported')
}

export function invalidUri(part: string): ApiError {
  return new ApiError(400, `Invalid request URI: '${part}' is none that this operation takes.`, 'invalid_uri')
}
