/** What is wrong with a number, as networks see it. */
export type Standing = 'opted_out' | 'unreachable' | 'blocked' | 'invalid'

export type NetworkName = 'messages' | 'calls' | 'verify' | 'webhook'
export type Condition = 'rate_limited' | 'down'

/** What an Action needs to have messages delivered by the stand-ins. */
export type NetworkCredentials = {
  /** `AC` and 32 hexadecimal digits. */
  accountSid: string
  authToken: string
  /** `VA…` */
  verifyServiceSid: string
  /** `MG…` */
  messagingServiceSid: string
  /** The account's own number, in E.164. */
  fromNumber: string
  /** `whsec_` and base64. */
  webhookSecret: string
}

/** Sends of one verification, oldest first; it ends ten minutes after it began. */
export type Verification = { sid: string; began_at: string; sends: { at: string; attempt_sid: string }[] }

/** The stand-ins of phone networks. */
export type PhoneNetworksState = {
  credentials: NetworkCredentials
  /** Numbers that something is wrong with. */
  numbers: { [number: string]: Standing }
  /** Networks that something is wrong with. */
  conditions: { [Name in NetworkName]?: Condition }
  /** By number. */
  verifications: { [number: string]: Verification }
  /** Ids of webhooks that were delivered: each is delivered once. */
  deliveredWebhooks: string[]
}
