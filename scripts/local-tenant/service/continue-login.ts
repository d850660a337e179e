import type { Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import type { ErrorPage, LoginAnswer } from './login-answer.ts'
import { writeLog } from './logs.ts'
import { runPipeline } from './run-pipeline.ts'
import { takeSuspended } from './transactions.ts'

/** No `state` of ours is longer; what is, is not even looked up. */
const LONGEST_STATE = 1024

/**
 * `/continue`: the person is back from where an Action sent them. Anything but exactly one `state` of a login that
 * waits in this very browser is `invalid_request`.
 * Source: Auth0 docs, customize/actions/…/login-trigger/redirect-with-actions.
 */
export async function continueLogin(
  tenant: Tenant,
  facts: RequestFacts,
  browserId: string | undefined,
  session: Session | undefined,
): Promise<LoginAnswer> {
  const given = [facts.query['state'] ?? [], facts.body['state'] ?? []].flat()
  const [state, ...more] = [...new Set(given)]
  const isRepeated = [facts.query['state'], facts.body['state']].some(Array.isArray)
  if (state === undefined || state === '' || more.length > 0 || isRepeated || state.length > LONGEST_STATE) {
    return invalidRequest(tenant, facts)
  }
  const taken = takeSuspended(tenant, state, browserId, facts.hostname)
  if (taken === undefined) return invalidRequest(tenant, facts)
  return runPipeline(tenant, taken.transaction, facts, { session, resume: taken.resume })
}

function invalidRequest(tenant: Tenant, facts: RequestFacts): ErrorPage {
  const description = 'The state of this login is missing, wrong, used or expired.'
  writeLog(tenant, { type: 'f', description, ip: facts.ip, hostname: facts.hostname })
  return { kind: 'error_page', status: 400, code: 'invalid_request', description }
}
