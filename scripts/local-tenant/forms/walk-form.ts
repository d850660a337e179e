import type { JsonObject, LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { holds } from './conditions.ts'
import type { FormLanguage } from './form-language.ts'
import { ENDING, findNode } from './form-nodes.ts'
import { scopeOf } from './form-scope.ts'
import { objectOf, objectsOf, textOf } from './json-parts.ts'
import { runFlow } from './run-flow.ts'

export type Arrival =
  | { kind: 'step'; node: string }
  | { kind: 'ended' }
  /** A flow stopped the way; the message is an action's own. */
  | { kind: 'stopped'; message?: string }
  /** The form itself is wrong. */
  | { kind: 'broken'; reason: string }

/** Nodes passed in one go; more is a circle. */
const LONGEST_WAY = 100
/** Source: Auth0 docs, customize/forms/routers. */
const MOST_RULES = 10

/** Follows a form from a node to the next step that is shown, or to its end; flows on the way are run. */
export async function walkForm(
  tenant: Tenant,
  transaction: LoginTransaction,
  form: JsonObject,
  from: string,
  language: FormLanguage,
): Promise<Arrival> {
  let at = from
  for (let passed = 0; passed < LONGEST_WAY; passed += 1) {
    const scope = scopeOf(tenant, transaction, language.custom)
    if (at === ENDING) return end(tenant, transaction, form, language)
    const node = findNode(form, at)
    if (node === undefined) return { kind: 'broken', reason: 'A form leads to a node that is not there.' }
    const config = objectOf(node['config'])
    if (node['type'] === 'STEP') return { kind: 'step', node: at }
    if (node['type'] === 'ROUTER') {
      try {
        const rules = objectsOf(config['rules']).slice(0, MOST_RULES)
        const rule = rules.find(({ condition }) => holds(condition, scope))
        at = textOf(rule === undefined ? config['fallback'] : rule['next_node'])
      } catch (error) {
        return { kind: 'broken', reason: error instanceof Error ? error.message : 'A condition failed.' }
      }
    } else if (node['type'] === 'FLOW') {
      const outcome = await runFlow(tenant, transaction, textOf(config['flow_id']), scope)
      if (outcome.kind !== 'done') return stopped(outcome)
      at = textOf(config['next_node'])
    } else return { kind: 'broken', reason: 'A form has a node of a kind that is not here.' }
  }
  return { kind: 'broken', reason: 'A form goes round in circles.' }
}

async function end(
  tenant: Tenant,
  transaction: LoginTransaction,
  form: JsonObject,
  language: FormLanguage,
): Promise<Arrival> {
  const ending = objectOf(form['ending'])
  if (ending['resume_flow'] !== true) {
    return { kind: 'broken', reason: 'A form ends without going on with the login, which is not here.' }
  }
  const flowId = textOf(objectOf(ending['after_submit'])['flow_id'])
  if (flowId === '') return { kind: 'ended' }
  const outcome = await runFlow(tenant, transaction, flowId, scopeOf(tenant, transaction, language.custom))
  return outcome.kind === 'done' ? { kind: 'ended' } : stopped(outcome)
}

function stopped(outcome: { kind: 'message'; message: string } | { kind: 'failed' }): Arrival {
  return outcome.kind === 'message' ? { kind: 'stopped', message: outcome.message } : { kind: 'stopped' }
}
