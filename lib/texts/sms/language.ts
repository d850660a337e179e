/**
 * The languages that codes are sent in, English first. Each has a text that fits into one short message in its own
 * right spelling, beside a brand and a host. Greek and Russian have none: in their letters a message holds 70
 * characters, and nothing that says enough is short enough.
 */
export const SMS_LANGUAGES = [
  ...(['en', 'de', 'es', 'fr', 'pt', 'ja', 'ar', 'cs', 'da', 'fi', 'it'] as const),
  ...(['ko', 'nb', 'nl', 'pl', 'ro', 'sv', 'tr', 'uk', 'zh', 'zh-Hant'] as const),
] as const

export type SmsLanguage = (typeof SMS_LANGUAGES)[number]

/** Other names (BCP 47) that browsers give to a language of ours. */
export const OTHER_NAMES: { readonly [language in SmsLanguage]?: readonly string[] } = { nb: ['no', 'nn'] }
