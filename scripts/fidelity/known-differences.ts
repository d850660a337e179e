/** Where the local tenant keeps to what tenants do, or to what it has chosen, and not to the letter of a description. */
export type KnownDifference = {
  /** The answer or event, e.g. `POST /forms 201` or `post-login onExecutePostLogin`. */
  where: RegExp
  /** The name of the description. */
  against?: RegExp
  difference: RegExp
  /** Whether it is this one, by what was answered or handed over. */
  when?: (told: unknown) => boolean
  /** Whether Auth0's own tenants are known to do so, or nobody has said what they do. */
  kind: 'known' | 'chosen'
  why: string
}

const userId = (event: unknown): string => String((event as { user?: { user_id?: unknown } }).user?.user_id)

export const KNOWN_DIFFERENCES: KnownDifference[] = [
  {
    where: /^(post-login|custom-phone-provider) /,
    difference: /^\/user must have required property 'email_verified'$|^has no user\.email_verified$/,
    when: (event) => userId(event).startsWith('sms|'),
    kind: 'known',
    why: 'In life an sms account has no email_verified; the description demands one.',
  },
  {
    where: /^(post-login|custom-phone-provider) /,
    difference: /^\/user\/identities\/\d+\/profileData\/phone_verified must be string$/,
    kind: 'known',
    why: 'In life a linked identity says by yes or no whether its number is proven; the description allows texts alone.',
  },
  {
    where: /\/branding\/phone\/providers/,
    difference: /must have required property 'credentials'/,
    kind: 'known',
    why: 'The description demands credentials in answers about phone providers; tenants keep them to themselves.',
  },
  {
    where: /^POST \/actions\/actions\/:id\/deploy 200$/,
    difference: /^is answered with 202, .* never with 200$/,
    kind: 'known',
    why: 'The description says 202 of a deploy; tenants answer 200, with the same body.',
  },
  {
    where: /^GET \/authorize 200$/,
    difference: /^is answered with 302, .* never with 200$/,
    kind: 'known',
    why: 'A silent login by web_message is answered with a page that posts to its opener, as auth0-spa-js has it; the description has redirects alone.',
  },
  {
    where: / \/forms/,
    against: /auth0/,
    difference: /^(\/\d+|\/forms\/\d+)?\/nodes[ /]/,
    kind: 'known',
    why: "The package's types leave out a router's conditions, which forms that were exported from tenants have.",
  },
  {
    where: / 40[0349]$/,
    difference: /^(is answered|fails) with .*, never(?: with)? 40[0349]$/,
    kind: 'chosen',
    why: 'An error that the description of the operation does not list, where others of its kind have it.',
  },
]
