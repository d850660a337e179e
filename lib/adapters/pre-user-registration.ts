import type { GateDecision, SignUp } from '../core/gate.ts'
import { REASONS, describeReason } from '../core/refusals.ts'
import type { Edge } from '../ports.ts'
import { buildLogLine } from '../protocol/log-line.ts'

/**
 * The slice of the pre-user-registration `event` and `api` that we use
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/pre-user-registration-trigger).
 */
export type PreUserRegistrationEvent = {
  secrets: Readonly<Record<string, string | undefined>>
  client?: { client_id: string }
  connection: { strategy: string }
}

export type PreUserRegistrationApi = {
  access: { deny(reason: string, userMessage: string): unknown }
}

export function readSignUp(event: PreUserRegistrationEvent): SignUp {
  return { clientId: event.client?.client_id, connection: event.connection.strategy }
}

export function performGateDecision(
  action: string,
  decision: GateDecision,
  api: PreUserRegistrationApi,
  detail?: string,
): void {
  if (decision.kind === 'deny') api.access.deny(describeReason(decision.reason), REASONS[decision.reason])
  const reason = decision.kind === 'deny' ? { reason: decision.reason } : {}
  console.log(
    buildLogLine(action, {
      decision: decision.kind,
      ...reason,
      ...(detail !== undefined && { detail }),
    }),
  )
}

/** A gate that fails lets everybody pass but new phone accounts. */
export function preUserRegistrationEdge(
  action: string,
  event: PreUserRegistrationEvent,
  api: PreUserRegistrationApi,
): Edge {
  const kind = event.connection.strategy === 'sms' ? 'deny' : 'not_ours'
  const decision: GateDecision = kind === 'deny' ? { kind, reason: 'sms_only_account' } : { kind }
  return { close: (detail) => performGateDecision(action, decision, api, detail) }
}
