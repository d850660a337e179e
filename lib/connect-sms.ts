import { codeWebhook } from './adapters/code-webhook.ts'
import { keyedFingerprints } from './adapters/fingerprints.ts'
import { searchedNumbers } from './adapters/linked-numbers.ts'
import { managementCalls } from './adapters/management-calls.ts'
import { createOutside } from './adapters/outside.ts'
import type { Outside } from './adapters/outside.ts'
import { platformClock } from './adapters/platform.ts'
import type { PlatformCache } from './adapters/sealed-cache.ts'
import { sealedCache } from './adapters/sealed-cache.ts'
import { sentCodesMemory } from './adapters/sent-codes-memory.ts'
import { twilioMessaging } from './adapters/twilio-messaging.ts'
import { twilioVerify } from './adapters/twilio-verify.ts'
import type { DeliverPorts } from './flows/deliver.ts'
import type { CodeProvider } from './ports.ts'
import type { CodeProviderSettings, SmsSettings } from './sms-settings.ts'

/** Milliseconds that a run may take. Nobody waits for it, and the platform gives it 20 s. */
const BUDGET_MS = 15_000

/** Connects sms-provider to the tenant's provider and the Management API. The time budget starts here. */
export function connectSms(platformCache: PlatformCache, settings: SmsSettings): DeliverPorts {
  const companion = { clientId: settings.companionClientId, clientSecret: settings.companionClientSecret }
  const outside = createOutside(platformClock, BUDGET_MS)
  const cache = sealedCache(platformCache, settings.companionClientSecret)
  const fingerprints = keyedFingerprints(settings.fingerprintKey)
  const management = managementCalls(settings.tenantDomain, companion, { outside, cache })
  return {
    clock: platformClock,
    fingerprints,
    linkedNumbers: searchedNumbers(management, fingerprints, settings.smsOnlyAccounts),
    provider: connectProvider(settings.provider, outside),
    sentCodes: sentCodesMemory(platformCache),
  }
}

function connectProvider(settings: CodeProviderSettings, outside: Outside): CodeProvider {
  switch (settings.kind) {
    case 'twilio_messaging':
      return twilioMessaging(settings, outside)
    case 'twilio_verify':
      return twilioVerify(settings, outside)
    case 'webhook':
      return codeWebhook(settings, outside, platformClock)
  }
}
