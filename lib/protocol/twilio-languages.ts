/**
 * What Twilio speaks without being told a voice; of several countries, the one that stands for the language comes
 * first (https://www.twilio.com/docs/voice/twiml/say, basic voices).
 */
const BASIC_VOICES = list(
  'en-US en-GB de-DE es-ES es-MX fr-FR fr-CA pt-BR pt-PT it-IT nl-NL ja-JP ko-KR zh-CN zh-HK' +
    ' da-DK fi-FI nb-NO sv-SE pl-PL ru-RU ca-ES',
)

/** What only Google's voices speak; all of these have one named `Standard-A`. */
const GOOGLE_VOICES = list(
  'ar-XA tr-TR hi-IN id-ID vi-VN th-TH he-IL el-GR cs-CZ sk-SK hu-HU ro-RO bg-BG uk-UA ms-MY fil-PH af-ZA',
)

/** What Twilio Verify has words in; anything else is answered by 404 (https://www.twilio.com/docs/verify/supported-languages). */
const VERIFY_LOCALES = list(
  'en en-GB de es fr pt pt-BR it nl ja ko zh zh-CN zh-HK da fi nb sv pl ru ca' +
    ' ar tr hi id vi th he el cs sk hu ro uk ms tl af et hr kn lt mr te',
)

/** One language under two names. */
const ALSO_KNOWN_AS: Record<string, string> = { no: 'nb', fil: 'tl' }

/**
 * Attributes of `<Say>`, as XML. None for a language that Twilio does not speak: the account's own voice says it.
 * @param locale BCP 47; whatever it is, only what stands in the lists above comes out
 */
export function voiceAttributes(locale: string | undefined): string {
  const basic = bestOf(BASIC_VOICES, locale)
  if (basic !== undefined) return ` language="${basic}"`
  const google = bestOf(GOOGLE_VOICES, locale)
  return google === undefined ? '' : ` language="${google}" voice="Google.${google}-Standard-A"`
}

/**
 * `Locale` of a verification. Undefined lets Twilio choose by the number's country, as it does for a call in a
 * language that it may not speak (error 60331).
 * @param locale BCP 47; whatever it is, only what stands in the list above comes out
 */
export function verifyLocale(locale: string | undefined, method: 'text' | 'voice'): string | undefined {
  if (method === 'voice' && bestOf(BASIC_VOICES, locale) === undefined) return undefined
  return bestOf(VERIFY_LOCALES, locale)
}

/** The very locale, else the first of its language. */
function bestOf(known: readonly string[], locale = ''): string | undefined {
  const language = languageOf(locale)
  return (
    known.find((one) => one.toLowerCase() === locale.toLowerCase()) ??
    known.find((one) => languageOf(one) === language)
  )
}

function languageOf(locale: string): string {
  const language = /^[a-z]{2,3}(?=$|[-_])/i.exec(locale)?.[0].toLowerCase() ?? ''
  return ALSO_KNOWN_AS[language] ?? language
}

function list(tags: string): readonly string[] {
  return tags.split(' ')
}
