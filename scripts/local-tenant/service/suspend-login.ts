import { START, findForm, valueIds } from '../forms/form-nodes.ts'
import { scopeOf } from '../forms/form-scope.ts'
import { objectOf, objectsOf, textOf } from '../forms/json-parts.ts'
import { languageOf } from '../forms/form-language.ts'
import { resolveSetting } from '../forms/variables.ts'
import type { LoginTransaction } from '../state.ts'
import type { PostLoginResult, Tenant } from '../tenant.ts'
import { findUser } from './accounts.ts'
import type { LoginAnswer } from './login-answer.ts'
import { randomToken } from './random.ts'
import { isoNow } from './seconds.ts'

type Asked<Kind extends PostLoginResult['kind']> = Extract<PostLoginResult, { kind: Kind }>

/** Why a login cannot wait where an Action wants it to. */
export type CannotWait = { refused: string; log?: { type: string; description: string } }

/** Leaves the login waiting until the person comes back with `state`, which nobody else can know. */
export function sendElsewhere(
  tenant: Tenant,
  transaction: LoginTransaction,
  asked: Asked<'redirect'>,
): LoginAnswer {
  const target = new URL(asked.url)
  target.searchParams.set('state', wait(tenant, transaction, 'suspended', asked))
  return { kind: 'redirect', url: target.href }
}

export function showForm(
  tenant: Tenant,
  transaction: LoginTransaction,
  asked: Asked<'form'>,
): LoginAnswer | CannotWait {
  const form = findForm(tenant, asked.form.id)
  if (form === undefined) return { refused: 'The form that an Action wants to show does not exist.' }
  wait(tenant, transaction, 'form', asked)
  const progress = { id: asked.form.id, node: START, history: [], fields: {}, vars: asked.form.vars }
  transaction.form = progress
  const scope = scopeOf(tenant, transaction, languageOf(form, undefined).custom)
  const hidden = objectsOf(objectOf(form['start'])['hidden_fields']).map(({ key, value }) => [
    textOf(key),
    resolveSetting(value, scope) ?? '',
  ])
  // Auth0: values for fields that the form does not have are not kept.
  const known = valueIds(form)
  const given = Object.entries(asked.form.fields).filter(([id]) => known.has(id))
  Object.assign(progress.fields, Object.fromEntries(hidden), Object.fromEntries(given))
  return { kind: 'page', transaction }
}

const NOT_SET_UP =
  'An MFA challenge is used in a PostLogin action but the requested factors are not properly set up. To perform MFA, enable the requested factors and ensure the user is enrolled with them.'
const SWITCHED_OFF = 'MFA customized via PostLogin action but feature is not enabled'

/** Asks for a factor that is on for the tenant and that the person has; others are passed over. */
export function askForFactor(
  tenant: Tenant,
  transaction: LoginTransaction,
  asked: Asked<'mfa'>,
): LoginAnswer | CannotWait {
  const { tenantSettings, guardianFactors = {} } = tenant.state.configuration
  if (tenantSettings['customize_mfa_in_postlogin_action'] !== true) {
    return { refused: NOT_SET_UP, log: { type: 'mfar', description: SWITCHED_OFF } }
  }
  const user = transaction.user_id === undefined ? undefined : findUser(tenant, transaction.user_id)
  const isEnrolled = (user?.authentication_methods ?? []).length > 0
  const factor = asked.factors.find((each) => each === 'otp' && isEnrolled && guardianFactors[each] === true)
  if (factor === undefined) {
    return { refused: NOT_SET_UP, log: { type: 'mfar', description: NOT_SET_UP } }
  }
  wait(tenant, transaction, 'mfa', asked)
  transaction.mfa = { factor, failed_attempts: 0 }
  return { kind: 'page', transaction }
}

/** Leaves the login waiting at a page of the tenant's own that comes when no Action is left to run. */
export function waitBehindActions(tenant: Tenant, transaction: LoginTransaction): void {
  wait(tenant, transaction, 'consent', { binding_index: Number.MAX_SAFE_INTEGER, action_id: '' })
}

function wait(
  tenant: Tenant,
  transaction: LoginTransaction,
  stage: 'suspended' | 'form' | 'mfa' | 'consent',
  { binding_index, action_id }: { binding_index: number; action_id: string },
): string {
  const state = randomToken(tenant.world)
  transaction.stage = stage
  transaction.resume = { state, binding_index, action_id, suspended_at: isoNow(tenant.world.clock) }
  return state
}
