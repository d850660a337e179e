import type { GateDecision, SignUp } from '../core/gate.ts'
import { REASONS, describeReason } from '../core/refusals.ts'
import type { Edge } from '../ports.ts'
import { mayLinkByGrant } from '../protocol/client-metadata.ts'
import { buildLogLine } from '../protocol/log-line.ts'
import { isOtpGrant, parseLinkTo } from '../protocol/otp-grant.ts'

/**
 * The slice of the pre-user-registration `event` and `api` that we use
 * (https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/pre-user-registration-trigger).
 */
export type PreUserRegistrationEvent = {
  secrets: Readonly<Record<string, string | undefined>>
  client?: { client_id: string; metadata?: Readonly<Record<string, string | undefined>> }
  connection: { strategy: string }
  request?: { body?: Readonly<Record<string, unknown>> }
}

export type PreUserRegistrationApi = {
  access: { deny(reason: string, userMessage: string): unknown }
}

export function readSignUp(event: PreUserRegistrationEvent): Omit<SignUp, 'linking'> {
  return { clientId: event.client?.client_id, connection: event.connection.strategy }
}

/** The ID token that an app has sent with a code to a phone, and the app's id, if it may link by the OTP grant. */
export function readSignUpLink({
  client,
  connection,
  request,
}: PreUserRegistrationEvent): { linkTo: string; clientId: string } | undefined {
  const linkTo = parseLinkTo(request?.body)
  if (linkTo === undefined || connection.strategy !== 'sms') return undefined
  return client && mayLinkByGrant(client.metadata) ? { linkTo, clientId: client.client_id } : undefined
}

export type GatePerformance = { action: string; event: PreUserRegistrationEvent }

export function performGateDecision(
  { action, event }: GatePerformance,
  decision: GateDecision,
  api: PreUserRegistrationApi,
  detail?: string,
): void {
  if (decision.kind === 'deny') {
    const text = describeReason(decision.reason)
    // On a page, the second text is for the person; an app that shows its own needs the code.
    api.access.deny(text, isOtpGrant(event.request?.body) ? text : REASONS[decision.reason])
  }
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
  return { close: (detail) => performGateDecision({ action, event }, decision, api, detail) }
}
