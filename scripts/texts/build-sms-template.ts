import type { SmsLanguage } from '../../lib/texts/sms/language.ts'
import { SMS_LANGUAGES } from '../../lib/texts/sms/language.ts'
import { SMS_TEXTS } from '../../lib/texts/sms/sms-texts.ts'
import { problemsOfBrand, problemsOfHost, problemsOfLifetime, shown } from './check-names.ts'
import { chooseLanguage } from './choose-language.ts'
import { fillSmsText } from './fill-sms-text.ts'
import { outsideGsm7, sizeOfMessage } from './message-size.ts'

export type SmsNames = {
  /** What people know the app by, in characters of GSM-7. */
  brand: string
  /** Where people sign in, e.g. `login.example.com`. Browsers offer the code there, and on the same site. */
  host: string
  /** As long as the connection's `totp.time_step`; 3 unless told. */
  lifetimeMinutes?: number
}

/**
 * How many characters a brand and a host may have together, so that every language fits into one message.
 * {@link buildSmsTemplate} counts anew: with 10 minutes, it is one less.
 */
export const BRAND_AND_HOST_LIMIT = 35

/** As many digits as the codes of `tenant.yaml` have. */
const CODE = '000000'

/** By the format of origin-bound one-time codes: https://wicg.github.io/sms-one-time-codes/#format */
const lastLine = (host: string, code: string) => `@${host} #${code}`

/**
 * The text of the SMS that carries a code, in all languages: Liquid for the `template` of an `sms` connection and for
 * the `text` of a phone template. It renders to one message (160 GSM-7 or 70 UTF-16 units) whose last line is
 * `@host #code`.
 *
 * @throws {Error} naming everything that is wrong with the brand, the host and the lifetime, and what to do about it
 */
export function buildSmsTemplate({ brand, host, lifetimeMinutes = 3 }: SmsNames): string {
  // A letter and its accent are one character in GSM-7, and may be two in what was typed.
  const names = { brand: brand.normalize('NFC'), host, lifetimeMinutes }
  const problems = [
    ...problemsOfBrand(names.brand),
    ...problemsOfHost(host),
    ...problemsOfLifetime(lifetimeMinutes),
  ]
  // Where one of them is wrong, its length says nothing.
  const tooLong = problems.length > 0 ? [] : problemsOfLength(names)
  if (problems.length + tooLong.length > 0) throw new Error([...problems, ...tooLong].join(' '))

  const texts = SMS_LANGUAGES.map((language) => {
    const text = textThatFits(language, names) ?? ''
    return [language, fillSmsText(text, language, { ...names, code: '{{ code }}' })] as const
  })
  const chosen = chooseLanguage(Object.fromEntries(texts) as Record<SmsLanguage, string>)
  return `${chosen}\n${lastLine(host, '{{ code }}')}`
}

function textThatFits(language: SmsLanguage, names: Required<SmsNames>): string | undefined {
  return SMS_TEXTS[language].text.find((text) => spareIn(text, language, names) >= 0)
}

function spareIn(text: string, language: SmsLanguage, names: Required<SmsNames>): number {
  const message = `${fillSmsText(text, language, { ...names, code: CODE })}\n${lastLine(names.host, CODE)}`
  return sizeOfMessage(message).spare
}

function problemsOfLength(names: Required<SmsNames>): string[] {
  const without = SMS_LANGUAGES.filter((language) => textThatFits(language, names) === undefined)
  if (without.length === 0) return []
  const { brand, host } = names
  const languages = without.map((language) => ENGLISH_NAMES.of(language)).join(', ')
  const foreign = outsideGsm7(brand)
  if (foreign.length > 0) {
    return [
      `The brand ${shown(brand)} has ${foreign.join(' ')}, which GSM-7, the alphabet of short messages, does not have. ` +
        `One message then holds 70 characters instead of 160, and the text does not fit in ${languages}: ` +
        'write the brand without it.',
    ]
  }
  const excess = Math.max(
    ...without.map(
      (language) => -Math.max(...SMS_TEXTS[language].text.map((text) => spareIn(text, language, names))),
    ),
  )
  return [
    `The brand ${shown(brand)} and the host ${shown(host)} have ${brand.length + host.length} characters, ` +
      `${excess} too many for one message in ${languages}: shorten the brand, use a shorter custom domain, or give ` +
      'a domain above the host, if all of it is yours.',
  ]
}

const ENGLISH_NAMES = new Intl.DisplayNames('en', { type: 'language' })
