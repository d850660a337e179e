import type {
  PreUserRegistrationApi,
  PreUserRegistrationEvent,
} from '../lib/adapters/pre-user-registration.ts'
import {
  performGateDecision,
  preUserRegistrationEdge,
  readSignUp,
  readSignUpLink,
} from '../lib/adapters/pre-user-registration.ts'
import { connectGate } from '../lib/connect-gate.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { admit } from '../lib/flows/sign-up.ts'
import { parseGateSettings } from '../lib/settings.ts'

const action = 'phone-gate'

export const onExecutePreUserRegistration = async (
  event: PreUserRegistrationEvent,
  api: PreUserRegistrationApi,
): Promise<void> => {
  await failClosed(preUserRegistrationEdge(action, event, api), async () => {
    const settings = parseGateSettings(event.secrets)
    const link = readSignUpLink(event)
    const { companionClientId } = settings
    const request = { signUp: readSignUp(event), linkTo: link?.linkTo, companionClientId }
    const decision = await admit(request, connectGate(link?.clientId ?? '', settings))
    performGateDecision({ action, event }, decision, api)
  })
}
