import { drop } from '../core/delivery.ts'
import type { CodeProvider } from '../ports.ts'
import type { TwilioAccount } from '../protocol/twilio.ts'
import { buildVerification, isCustomCode } from '../protocol/twilio.ts'
import type { Outside } from './outside.ts'
import { callTwilio } from './twilio-call.ts'

/**
 * Delivers codes by Twilio Verify, in its words and from its senders; the service must allow custom codes. It carries
 * codes of 4 to 10 characters and nothing else: a message without one is dropped as `provider_rejected`, with the
 * detail `no_code`.
 */
export function twilioVerify(
  settings: TwilioAccount & { serviceSid: string },
  outside: Outside,
): CodeProvider {
  return {
    async deliver(message) {
      const { code } = message
      if (!isCustomCode(code)) return drop('provider_rejected', 'no_code')
      const request = buildVerification(settings, settings.serviceSid, { ...message, code })
      // Its 429 is mostly the limit of one number (60203), which does not pass in a moment.
      return callTwilio(outside, request, { at: 'twilio_verify', retry: 'never' })
    },
  }
}
