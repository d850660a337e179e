import { setCodes } from '../../journeys/support/codes.ts'
import type { Provider } from '../../journeys/support/codes.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { ADA, PHONE, askToAdd, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Prepare } from '../support/delivery-rows.ts'
import { breakDelivery } from '../support/delivery-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()

const by = (provider: Provider) => (stage: Stage) => setCodes(stage, { CODE_PROVIDER: provider })

/** The tenant has its codes spoken, which needs a number: a messaging service has no voice. */
async function byCall(stage: Stage): Promise<void> {
  await setCodes(stage, { CODE_PROVIDER: 'twilio_messaging', TWILIO_MESSAGING_SID: 'none' })
  const { branding } = stage.management
  const { providers = [] } = await branding.phone.providers.list()
  await branding.phone.providers.update(providers[0]?.id ?? '', {
    ...{ name: 'custom', disabled: false, credentials: {} },
    configuration: { delivery_methods: ['voice'] },
  })
}

/** Ada adds a phone. */
const prepare: Prepare = async (stage) => {
  const who = await person(stage)
  const { id } = await signInByEmail(who, ADA)
  const { attempt, page } = await askToAdd(who)
  return {
    ...{ who, page, number: PHONE },
    finish: async (arrived) => (await who.app.finish(attempt, arrived)).id,
    wanted: { sub: id.sub, phone_link: { intent: 'add', status: 'linked' } },
  }
}

/**
 * Twilio knows no idempotency key: what may have been sent is not sent again, since the person can ask at once. What
 * it has refused passes, or Twilio says itself that it may be asked again.
 */
const BY_TWILIO = {
  timeout: 'drop provider_timeout → asked again: sent',
  reset: 'drop provider_unreachable → asked again: sent',
  '429': 'retry provider_rate_limited → sent',
  '429 without header': 'retry provider_rate_limited → sent',
  'malformed body': 'drop provider_failed → asked again: sent',
  'answer lost': 'drop provider_unreachable, though it arrived',
  otherwise: 'retry provider_failed → sent',
}

breakDelivery(stage, 'getting a text', {
  twilio_messaging: { configure: by('twilio_messaging'), prepare, ends: BY_TWILIO },
  twilio_verify: { configure: by('twilio_verify'), prepare, ends: BY_TWILIO },
  // The receiver knows a repetition by its id, so what may have arrived is sent again all the same.
  code_webhook: {
    ...{ configure: by('webhook'), prepare },
    ends: {
      timeout: 'retry provider_timeout → sent',
      reset: 'retry provider_unreachable → sent',
      '429': 'retry provider_rate_limited → sent',
      '429 without header': 'retry provider_rate_limited → sent',
      // A 2xx that is no JSON, such as `OK`, is what many receivers answer.
      'malformed body': 'sent → asked again: sent',
      'answer lost': 'retry provider_unreachable → sent',
      otherwise: 'retry provider_failed → sent',
    },
  },
})

breakDelivery(stage, 'getting a call', {
  twilio_messaging: { configure: byCall, prepare, ends: BY_TWILIO },
})
