import { setCodes } from '../../journeys/support/codes.ts'
import type { Provider } from '../../journeys/support/codes.ts'
import { useStage } from '../../journeys/support/stage.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { ADA, PHONE, askToAdd, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Prepare } from '../support/delivery-rows.ts'
import { breakDelivery } from '../support/delivery-rows.ts'

const stage = useStage()
const action = 'sms-provider'

/** Ada adds a phone, and its code is delivered by this provider. */
const adding =
  (provider: Provider, method: 'text' | 'voice' = 'text'): Prepare =>
  async (stage) => {
    await setCodes(stage, { CODE_PROVIDER: provider })
    if (method === 'voice') await callInstead(stage)
    const who = await person(stage)
    const { id } = await signInByEmail(who, ADA)
    const { attempt, page } = await askToAdd(who)
    return {
      ...{ who, page, number: PHONE },
      finish: async (arrived) => (await who.app.finish(attempt, arrived)).id,
      wanted: { sub: id.sub, phone_link: { intent: 'add', status: 'linked' } },
    }
  }

/** The tenant has its codes spoken, which needs a number: a messaging service has no voice. */
async function callInstead(stage: Stage): Promise<void> {
  await setCodes(stage, { TWILIO_MESSAGING_SID: 'none' })
  const { branding } = stage.management
  const { providers = [] } = await branding.phone.providers.list()
  await branding.phone.providers.update(providers[0]?.id ?? '', {
    ...{ name: 'custom', disabled: false, credentials: {} },
    configuration: { delivery_methods: ['voice'] },
  })
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

breakDelivery(
  stage,
  { action, journey: 'getting a text' },
  {
    twilio_messaging: { prepare: adding('twilio_messaging'), ends: BY_TWILIO },
    twilio_verify: { prepare: adding('twilio_verify'), ends: BY_TWILIO },
    // The receiver knows a repetition by its id, so what may have arrived is sent again all the same.
    code_webhook: {
      prepare: adding('webhook'),
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
  },
)

breakDelivery(
  stage,
  { action, journey: 'getting a call' },
  { twilio_messaging: { prepare: adding('twilio_messaging', 'voice'), ends: BY_TWILIO } },
)
