import { numberPolicy } from '../lib/adapters/known-countries.ts'
import type { PhoneProviderApi } from '../lib/adapters/phone-provider-api.ts'
import { performDelivery, phoneProviderEdge } from '../lib/adapters/phone-provider-api.ts'
import type { PhoneProviderEvent } from '../lib/adapters/phone-provider-event.ts'
import { readCodeRequest, readMessage } from '../lib/adapters/phone-provider-event.ts'
import { connectSms } from '../lib/connect-sms.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { deliver } from '../lib/flows/deliver.ts'
import { parseSmsSettings } from '../lib/sms-settings.ts'

const action = 'sms-provider'

export const onExecuteCustomPhoneProvider = async (
  event: PhoneProviderEvent,
  api: PhoneProviderApi,
): Promise<void> => {
  await failClosed(phoneProviderEdge(action, api), async () => {
    const settings = parseSmsSettings(event.secrets)
    const { ticketCheck, smsOnlyAccounts } = settings
    const request = {
      code: readCodeRequest(event, settings),
      message: readMessage(event, settings),
      rules: { numbers: numberPolicy(settings), ticketCheck, smsOnlyAccounts },
      codesPerHour: settings.codesPerHour,
    }
    performDelivery(action, await deliver(request, connectSms(api.cache, settings)), api)
  })
}
