import { drop } from '../core/delivery.ts'
import type { CodeProvider } from '../ports.ts'
import type { MessagingSender, TwilioAccount } from '../protocol/twilio.ts'
import { buildTextMessage, buildVoiceCall } from '../protocol/twilio.ts'
import type { Outside } from './outside.ts'
import { callTwilio } from './twilio-call.ts'

/** What was answered by 429 has not been done (error 20429). */
const CALL = { at: 'twilio_messaging', retry: 'on_429' } as const

/**
 * Delivers codes by Twilio Messaging, and by Twilio Voice from the same number. A messaging service has no voice:
 * a call is dropped as `provider_rejected`, with the detail `no_voice_number`.
 */
export function twilioMessaging(
  settings: TwilioAccount & { sender: MessagingSender },
  outside: Outside,
): CodeProvider {
  const { sender } = settings
  return {
    async deliver(message) {
      if (message.method === 'text') {
        return callTwilio(outside, buildTextMessage(settings, sender, message), CALL)
      }
      if (!('from' in sender)) return drop('provider_rejected', 'no_voice_number')
      return callTwilio(outside, buildVoiceCall(settings, sender.from, message), CALL)
    },
  }
}
