/** An error as the Management API answers it: `{ statusCode, error, message, errorCode? }`. */
export class ApiError extends Error {
  readonly statusCode: 400 | 401 | 403 | 404 | 409 | 429
  readonly errorCode: string | undefined

  constructor(statusCode: ApiError['statusCode'], message: string, errorCode?: string) {
    super(message)
    this.name = 'ApiError'
    this.statusCode = statusCode
    this.errorCode = errorCode
  }
}

const NAMES: Record<ApiError['statusCode'], string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
}

export function errorBody({ statusCode, message, errorCode }: ApiError): object {
  return { statusCode, error: NAMES[statusCode], message, ...(errorCode === undefined ? {} : { errorCode }) }
}

/** The body does not have the shape that the API asks for. */
export function invalidBody(message: string): ApiError {
  return new ApiError(400, `Payload validation error: '${message}'.`, 'invalid_body')
}

export function invalidQuery(message: string): ApiError {
  return new ApiError(400, `Query validation error: '${message}'.`, 'invalid_query_string')
}

export function notSupported(message: string): ApiError {
  return new ApiError(400, message, 'operation_not_supported')
}
