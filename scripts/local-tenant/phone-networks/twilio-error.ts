/**
 * Twilio's refusals, by code: status, and words as its API has them.
 * Source: https://www.twilio.com/docs/api/errors/CODE.
 */
const ERRORS = {
  20001: [400, 'Missing required parameter {} in the post body'],
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource {} was not found'],
  20429: [429, 'Too Many Requests'],
  20503: [503, 'Service unavailable'],
  21201: [400, "No 'To' number is specified"],
  21205: [400, 'Url parameter is required.'],
  21210: [400, "'From' phone number not verified"],
  21211: [400, "The 'To' number {} is not a valid phone number."],
  21212: [400, "The 'From' number {} is not a valid phone number, shortcode, or alphanumeric sender ID."],
  21213: [400, 'From phone number is required.'],
  21214: [400, "'To' phone number cannot be reached"],
  21215: [400, 'Geo Permission configuration is not permitting call'],
  21217: [400, 'Phone number does not appear to be valid'],
  21408: [
    400,
    "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {}.",
  ],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [
    400,
    'The From phone number {} is not a valid, SMS-capable inbound phone number or short code for your account.',
  ],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21612: [
    400,
    "The 'To' phone number: {}, is not currently reachable using the 'From' phone number: {} via SMS.",
  ],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit.'],
  21701: [404, 'The Messaging Service does not exist'],
  21705: [400, 'The Messaging Service is invalid'],
  60200: [400, 'Invalid parameter: {}'],
  60203: [429, 'Max send attempts reached'],
  60205: [403, 'SMS is not supported by landline phone number'],
  60410: [
    403,
    'The destination phone number has been temporarily blocked by Twilio due to fraudulent activities.',
  ],
} as const satisfies { [code: number]: [number, string] }

export type TwilioErrorCode = keyof typeof ERRORS

export class TwilioError extends Error {
  readonly code: TwilioErrorCode
  readonly status: (typeof ERRORS)[TwilioErrorCode][0]

  /** @param about fills the gaps in Twilio's words, in turn */
  constructor(code: TwilioErrorCode, ...about: string[]) {
    const [status, words] = ERRORS[code]
    super(about.reduce((text, part) => text.replace('{}', () => part), words as string))
    this.name = 'TwilioError'
    this.code = code
    this.status = status
  }
}

export function twilioErrorBody({ code, message, status }: TwilioError): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}
