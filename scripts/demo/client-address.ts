let given = 0

/**
 * An address of its own for one more pretended visitor, as the header that a proxy would add. Everybody on this
 * machine has the same address otherwise, and the tenant limits requests by address, as Auth0 does.
 */
export function visitorHeaders(): { 'x-forwarded-for': string } {
  given += 1
  return { 'x-forwarded-for': `10.${(given >> 16) & 255}.${(given >> 8) & 255}.${given & 255}` }
}
