import { addingByGrant } from '../support/by-grant.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

// No account comes into being for an ID token that could not be verified.
breakJourney(
  useLastingStage(),
  { action: 'phone-gate', journey: 'signing up by the OTP grant', play: addingByGrant },
  { jwks: { ends: 'denied sms_only_account → next: linked' } },
)
