import type {
  PreUserRegistrationApi,
  PreUserRegistrationEvent,
} from '../lib/adapters/pre-user-registration.ts'
import {
  performGateDecision,
  preUserRegistrationEdge,
  readSignUp,
} from '../lib/adapters/pre-user-registration.ts'
import { decideSignUp } from '../lib/core/gate.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { parseGateSettings } from '../lib/settings.ts'

const NAME = 'phone-gate'

export const onExecutePreUserRegistration = async (
  event: PreUserRegistrationEvent,
  api: PreUserRegistrationApi,
): Promise<void> => {
  // An async arrow, so that Auth0 sees a real AsyncFunction; nothing in it has to wait.
  await failClosed(preUserRegistrationEdge(NAME, event, api), () => {
    const { companionClientId } = parseGateSettings(event.secrets)
    performGateDecision(NAME, decideSignUp(readSignUp(event), companionClientId), api)
    return Promise.resolve()
  })
}
