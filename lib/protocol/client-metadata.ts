/** What an admin has set for a client, as its metadata: texts. */
export type ClientMetadata = Readonly<Record<string, string | undefined>> | undefined

/** Whether the client takes part: its apps may ask for phone changes. */
export function takesPart(metadata: ClientMetadata): boolean {
  return metadata?.phone_link === 'on'
}

/** Whether its apps may also add a phone without a page, by the OTP grant. */
export function mayLinkByGrant(metadata: ClientMetadata): boolean {
  return metadata?.phone_link_otp === 'on' && takesPart(metadata)
}
