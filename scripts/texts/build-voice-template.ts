import type { SmsLanguage } from '../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../lib/texts/sms/language.ts'
import { SMS_TEXTS } from '../../lib/texts/sms/sms-texts.ts'
import type { SmsNames } from './build-sms-template.ts'
import { problemsOfBrand, problemsOfLifetime } from './check-names.ts'
import { chooseLanguage } from './choose-language.ts'
import { fillSmsText } from './fill-sms-text.ts'

/** For calls, Auth0 may put dots between the digits: "Customize SMS or Voice Messages". */
const DIGITS = "{%- assign digits = code | append: '' | remove: '.' | remove: ' ' | split: '' -%}"

/**
 * What is read aloud on the phone, in all languages: Liquid for the `voice` of a phone template. The code is read
 * digit by digit, twice.
 *
 * @throws {Error} naming everything that is wrong with the brand and the lifetime, and what to do about it
 */
export function buildVoiceTemplate({ brand, lifetimeMinutes = 3 }: Omit<SmsNames, 'host'>): string {
  const problems = [...problemsOfBrand(brand), ...problemsOfLifetime(lifetimeMinutes)]
  if (problems.length > 0) throw new Error(problems.join(' '))

  const texts = SMS_LANGUAGES.map((language) => {
    const { voice, pause } = SMS_TEXTS[language]
    const code = `{{ digits | join: '${pause}' }}`
    return [language, fillSmsText(voice, language, { brand, code, lifetimeMinutes })] as const
  })
  return `${DIGITS}\n${chooseLanguage(Object.fromEntries(texts) as Record<SmsLanguage, string>)}`
}
