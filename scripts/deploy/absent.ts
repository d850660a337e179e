import { ManagementError } from 'auth0'

/**
 * What the call gives, or undefined where the tenant has no such thing.
 *
 * @param statuses by which the API says so: 404 for what is not there, 403 for what a plan lacks
 */
export async function orUndefined<Answer>(
  statuses: readonly number[],
  call: () => PromiseLike<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ManagementError && statuses.includes(error.statusCode ?? 0) && !lacksScope(error))
      return undefined
    throw error
  }
}

/** Also a 403, but one that can be mended. */
function lacksScope({ body }: ManagementError): boolean {
  return (body as { errorCode?: unknown } | undefined)?.errorCode === 'insufficient_scope'
}
