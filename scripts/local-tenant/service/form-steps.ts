import { readFields, type FieldErrors, type Typed } from '../forms/field-values.ts'
import { languageOf, type FormLanguage } from '../forms/form-language.ts'
import { componentsOf, findForm, START, stepOf } from '../forms/form-nodes.ts'
import { objectOf, textOf } from '../forms/json-parts.ts'
import { walkForm } from '../forms/walk-form.ts'
import type { JsonObject, LoginTransaction, Session } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import type { LoginAnswer } from './login-answer.ts'
import { aboutLogin, writeLog } from './logs.ts'
import { runPipeline } from './run-pipeline.ts'
import { stopWaiting, turnPage } from './waiting-page.ts'

/** What a step says when it is shown again. */
export type FormProblem = { message: string; errors: FieldErrors; typed: Typed }

export type FormAnswer = LoginAnswer | { kind: 'form_step'; status: 200 | 400; problem?: FormProblem }

export type FormVisit = {
  transaction: LoginTransaction
  facts: RequestFacts
  session: Session | undefined
  acceptLanguage: string | undefined
}

/** Opens the form's page; the first time, whatever comes before the first step happens now. */
export async function openForm(tenant: Tenant, visit: FormVisit): Promise<FormAnswer> {
  const { transaction } = visit
  const form = findForm(tenant, transaction.form?.id)
  if (form === undefined || transaction.form === undefined) return broken(tenant, transaction, REMOVED)
  if (transaction.form.node !== START) return { kind: 'form_step', status: 200 }
  // Nobody may begin twice, and flows take their time.
  transaction.form.node = ''
  return goTo(tenant, visit, form, textOf(objectOf(form['start'])['next_node']))
}

/** A button of a step was pressed: `next`, `previous` or `jump:ID`. */
export async function submitStep(tenant: Tenant, visit: FormVisit, action: string): Promise<FormAnswer> {
  const { transaction, facts } = visit
  const at = stepOf(tenant, transaction)
  const progress = transaction.form
  if (at === undefined || progress === undefined) return broken(tenant, transaction, REMOVED)
  const { form, step } = at
  const buttons = componentsOf(step)
  if (action === 'previous' && buttons.some(({ type }) => type === 'PREVIOUS_BUTTON')) {
    const before = progress.history.pop()
    if (before === undefined) return { kind: 'form_step', status: 200 }
    turnPage(tenant, transaction)
    progress.node = before
    return { kind: 'page', transaction }
  }
  const jump = buttons.find(({ id, type }) => type === 'JUMP_BUTTON' && action === `jump:${textOf(id)}`)
  if (jump !== undefined) {
    turnPage(tenant, transaction)
    return goTo(tenant, visit, form, textOf(objectOf(jump['config'])['next_node']))
  }
  if (!buttons.some(({ type }) => type === 'NEXT_BUTTON')) return { kind: 'form_step', status: 200 }
  const language = languageOf(form, visit.acceptLanguage)
  const { values, errors } = readFields(step, facts.body, language)
  if (Object.keys(errors).length > 0) {
    const problem = { message: language.error('ERR_INVALID_INPUT'), errors, typed: facts.body }
    return { kind: 'form_step', status: 400, problem }
  }
  Object.assign(progress.fields, values)
  turnPage(tenant, transaction)
  return goTo(tenant, visit, form, textOf(objectOf(step['config'])['next_node']))
}

async function goTo(tenant: Tenant, visit: FormVisit, form: JsonObject, node: string): Promise<FormAnswer> {
  const { transaction } = visit
  const progress = transaction.form
  if (progress === undefined) return broken(tenant, transaction, REMOVED)
  const language = languageOf(form, visit.acceptLanguage)
  const arrival = await walkForm(tenant, transaction, form, node, language)
  const isFirst = progress.node === ''
  switch (arrival.kind) {
    case 'step': {
      if (!isFirst) progress.history.push(progress.node)
      progress.node = arrival.node
      return isFirst ? { kind: 'form_step', status: 200 } : { kind: 'page', transaction }
    }
    case 'stopped':
      return stoppedAt(tenant, visit, language, isFirst, arrival.message)
    case 'broken':
      return broken(tenant, transaction, arrival.reason)
    case 'ended':
      return goOn(tenant, visit)
  }
}

function stoppedAt(
  tenant: Tenant,
  { transaction, facts }: FormVisit,
  language: FormLanguage,
  isFirst: boolean,
  said: string | undefined,
): FormAnswer {
  const message = said ?? language.error('ERR_FLOW_FAILED')
  // There is no step to try again from.
  if (isFirst) return broken(tenant, transaction, 'A flow failed before the first step.', said)
  return { kind: 'form_step', status: 400, problem: { message, errors: {}, typed: facts.body } }
}

/** The form is done: the login goes on in the Action that rendered it, with a request of its own. */
function goOn(tenant: Tenant, { transaction, facts, session }: FormVisit): Promise<LoginAnswer> {
  const resume = stopWaiting(transaction)
  const prompt = transaction.form
  delete transaction.form
  if (resume === undefined || prompt === undefined) {
    return Promise.resolve(broken(tenant, transaction, REMOVED))
  }
  const { id, fields, vars } = prompt
  return runPipeline(tenant, transaction, resumedFacts(facts, resume.state), {
    ...{ session, resume, prompt: { id, fields, vars } },
  })
}

/** What Actions see of the request after a page of the tenant's own: `state`, and nothing of the outer query. */
export function resumedFacts(facts: RequestFacts, state: string): RequestFacts {
  return { ...facts, method: 'GET', query: { state }, body: {} }
}

const REMOVED = 'The form or its step was removed.'

function broken(tenant: Tenant, transaction: LoginTransaction, reason: string, message = ''): LoginAnswer {
  transaction.stage = 'failed'
  writeLog(tenant, { ...aboutLogin(tenant, transaction), type: 'f', description: reason })
  return { kind: 'ended', transaction, status: 400, message }
}
