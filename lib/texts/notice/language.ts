/** The languages that there are words in, English first. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'ar'] as const

export type Language = (typeof LANGUAGES)[number]

/**
 * The language of ours that fits best.
 * @param wanted a BCP 47 tag such as `pt-BR`, or a list as in `Accept-Language` (RFC 9110, section 12.5.4)
 * @returns English when none fits
 */
export function languageOf(wanted: string): Language {
  const ranges = wanted.split(',').map(parseRange)
  for (const { primary } of ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)) {
    const found = LANGUAGES.find((language) => language === primary)
    if (found) return found
  }
  return 'en'
}

function parseRange(range: string): { primary: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
  return { primary: /^[a-z]*/.exec(tag)?.[0] ?? '', weight: Number(weight) || 0 }
}

export function isRightToLeft(language: Language): boolean {
  return language === 'ar'
}
