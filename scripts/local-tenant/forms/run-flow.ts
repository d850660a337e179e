import { aboutLogin, writeLog } from '../service/logs.ts'
import type { Json, JsonObject, LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { holds } from './conditions.ts'
import { sendFlowEmail } from './flow-email.ts'
import { objectOf, objectsOf, textOf } from './json-parts.ts'
import { asWords, resolveSetting, type Scope } from './variables.ts'

export type FlowOutcome =
  | { kind: 'done' }
  /** An action ended the flow with something to say to the person. */
  | { kind: 'message'; message: string }
  | { kind: 'failed' }

/** Runs a flow's actions in order. What they store is in the form's `vars` afterwards. */
export async function runFlow(
  tenant: Tenant,
  transaction: LoginTransaction,
  flowId: string,
  formScope: Scope,
): Promise<FlowOutcome> {
  const flow = tenant.state.configuration.flows.find(({ id }) => id === flowId)
  const log = (action: string, reason: string) => {
    // Ids and our own reasons only: what people typed stays out of the log.
    writeLog(tenant, {
      ...{ ...aboutLogin(tenant, transaction), type: 'flows_execution_failed' },
      description: `A flow failed: ${reason}`,
      details: { form_id: transaction.form?.id ?? '', flow_id: flowId, action_id: action },
    })
  }
  if (flow === undefined) {
    log('', 'it does not exist.')
    return { kind: 'failed' }
  }
  const scope = { ...formScope, actions: {} as JsonObject }
  return runAll(objectsOf(flow['actions']))

  async function runAll(actions: JsonObject[]): Promise<FlowOutcome> {
    for (const action of actions) {
      const outcome = await runOne(action)
      if (outcome.kind !== 'done') return outcome
    }
    return { kind: 'done' }
  }

  async function runOne(action: JsonObject): Promise<FlowOutcome> {
    const id = textOf(action['id'])
    const params = objectOf(action['params'])
    const keep = (output: Json): FlowOutcome => {
      scope.actions[id] = output
      return { kind: 'done' }
    }
    try {
      switch (`${textOf(action['type'])} ${textOf(action['action'])}`) {
        case 'AUTH0 SEND_EMAIL':
          await sendFlowEmail(tenant, params, scope)
          return keep({ success: true })
        case 'FLOW STORE_VARS':
          Object.assign(scope.vars, objectOf(resolveSetting(params['vars'], scope) ?? {}))
          return keep({})
        case 'FLOW ERROR_MESSAGE':
          return { kind: 'message', message: asWords(resolveSetting(params['message'], scope)) }
        case 'FLOW BOOLEAN_CONDITION': {
          const result = holds(params['if'], scope)
          keep({ result })
          return await runAll(objectsOf(params[result ? 'then' : 'else']))
        }
        default:
          throw new Error('This kind of action is not here.')
      }
    } catch (error) {
      log(id, reasonOf(error))
      return action['allow_failure'] === true ? keep({}) : { kind: 'failed' }
    }
  }
}

/** A template's error quotes the template, which may hold what somebody typed; only our own sentences are kept. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.name === 'Error' ? error.message : 'The template failed.'
}
