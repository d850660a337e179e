import type { CodeMessage } from '../core/delivery.ts'
import { verifyLocale, voiceAttributes } from './twilio-languages.ts'

/** Twilio's two APIs, where they are if nothing else is said. */
const MESSAGING_API = 'https://api.twilio.com'
const VERIFY_API = 'https://verify.twilio.com'

export type TwilioAccount = {
  /** `AC` and 32 hexadecimal digits. */
  accountSid: string
  authToken: string
  /** Where the API is, if elsewhere: another Twilio region or a stand-in. */
  apiUrl?: string | undefined
}

/** A messaging service, which has no voice; or a number of one's own, or an alphanumeric sender, which has none either. */
export type MessagingSender = { messagingServiceSid: string } | { from: string }

/** A form post with the account's credentials, which stand in the Authorization header and nowhere else. */
export type TwilioRequest = { url: string; headers: Record<string, string>; form: Record<string, string> }

/** A text message (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource). */
export function buildTextMessage(
  account: TwilioAccount,
  sender: MessagingSender,
  message: CodeMessage,
): TwilioRequest {
  const from = 'from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingServiceSid }
  return request(account, MESSAGING_API, accountPath(account, 'Messages'), {
    To: message.to,
    ...from,
    Body: message.asText,
  })
}

/** A call that says the message (https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource). */
export function buildVoiceCall(account: TwilioAccount, from: string, message: CodeMessage): TwilioRequest {
  return request(account, MESSAGING_API, accountPath(account, 'Calls'), {
    To: message.to,
    From: from,
    Twiml: buildSpeech(message.asVoice, message.locale),
  })
}

/** The code in Twilio's own words (https://www.twilio.com/docs/verify/api/customization-options#custom-verification-codes). */
export function buildVerification(
  account: TwilioAccount,
  serviceSid: string,
  message: CodeMessage & { code: string },
): TwilioRequest {
  const locale = verifyLocale(message.locale, message.method)
  return request(account, VERIFY_API, `/v2/Services/${encodeURIComponent(serviceSid)}/Verifications`, {
    To: message.to,
    Channel: message.method === 'voice' ? 'call' : 'sms',
    CustomCode: message.code,
    ...(locale !== undefined && { Locale: locale }),
  })
}

/** Whether Twilio Verify takes the code: 4 to 10 characters. */
export function isCustomCode(code: string | undefined): code is string {
  return code !== undefined && /^[a-z\d]{4,10}$/i.test(code)
}

function accountPath({ accountSid }: TwilioAccount, resource: 'Messages' | 'Calls'): string {
  return `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${resource}.json`
}

function request(
  { accountSid, authToken, apiUrl }: TwilioAccount,
  api: string,
  path: string,
  form: Record<string, string>,
): TwilioRequest {
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64')
  return {
    url: `${(apiUrl ?? api).replace(/\/+$/, '')}${path}`,
    headers: { authorization: `Basic ${credentials}` },
    form,
  }
}

/** TwiML (https://www.twilio.com/docs/voice/twiml/say). What is said is text, whatever it holds: it adds no verb. */
function buildSpeech(text: string, locale: string | undefined): string {
  return `<Response><Say${voiceAttributes(locale)}>${escapeXml(text)}</Say></Response>`
}

function escapeXml(text: string): string {
  // XML 1.0 has no place for most control characters; one of them and nothing would be said.
  // eslint-disable-next-line no-control-regex -- these very characters are meant
  const sayable = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ' ')
  return sayable.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
