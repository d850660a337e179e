import { Secret, TOTP } from 'otpauth'
import type { EnrolledMethod, LoginTransaction, Session, User } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import { resumedFacts } from './form-steps.ts'
import type { LoginAnswer } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { runPipeline } from './run-pipeline.ts'
import { isoNow } from './seconds.ts'
import { stopWaiting } from './waiting-page.ts'

/** Seconds of one code. Source: RFC 6238, section 5.2. */
const PERIOD = 30
/** Wrong codes before the login ends. */
const MOST_TRIES = 5

/** The page of the authenticator app: a right code proves the factor, and the login goes on behind the Action. */
export async function submitOtp(
  tenant: Tenant,
  transaction: LoginTransaction,
  typed: string,
  facts: RequestFacts,
  session: Session | undefined,
): Promise<LoginAnswer> {
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  const { mfa } = transaction
  if (user === undefined || mfa === undefined) return ended(transaction)
  if (!spendOtp(tenant, user, typed.replace(/\s/g, ''))) {
    mfa.failed_attempts += 1
    writeLog(tenant, {
      ...{ ...aboutLogin(tenant, transaction), ip: facts.ip, user_id: user.user_id },
      ...{ type: 'gd_auth_failed', description: 'Multi-factor authentication failed.' },
    })
    if (mfa.failed_attempts >= MOST_TRIES) return ended(transaction)
    return { kind: 'notice', transaction, status: 400, notice: 'otp_wrong' }
  }
  const resume = stopWaiting(transaction)
  if (resume === undefined) return ended(transaction)
  const method = { name: 'mfa', timestamp: isoNow(tenant.world.clock) }
  transaction.challenged = [...(transaction.challenged ?? []), mfa.factor]
  delete transaction.mfa
  transaction.methods.push(method)
  tenant.state.sessions.find(({ id }) => id === transaction.session_id)?.methods.push({ ...method })
  return runPipeline(tenant, transaction, resumedFacts(facts, resume.state), {
    ...{ session, resume: { ...resume, next: true } },
  })
}

/** Accepts a code of now, or of one step before or after, once. Source: RFC 6238, section 5.2. */
function spendOtp(tenant: Tenant, user: User, token: string): boolean {
  if (!/^\d{6}$/.test(token)) return false
  return (user.authentication_methods ?? []).some((method) => accepts(tenant, method, token))
}

function accepts(tenant: Tenant, method: EnrolledMethod, token: string): boolean {
  const timestamp = tenant.world.clock.now().getTime()
  const totp = new TOTP({ secret: Secret.fromBase32(method.totp_secret), period: PERIOD, digits: 6 })
  const delta = totp.validate({ token, timestamp, window: 1 })
  if (delta === null) return false
  const step = Math.floor(timestamp / (PERIOD * 1000)) + delta
  // Whoever looked over a shoulder must not be able to use the code again.
  if (method.last_step !== undefined && step <= method.last_step) return false
  method.last_step = step
  method.last_auth_at = isoNow(tenant.world.clock)
  return true
}

function ended(transaction: LoginTransaction): LoginAnswer {
  transaction.stage = 'failed'
  return { kind: 'ended', transaction, status: 400, message: '' }
}
