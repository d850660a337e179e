import type { SmsLanguage } from '../../lib/texts/sms/language.ts'
import { SMS_TEXTS } from '../../lib/texts/sms/sms-texts.ts'

export type SmsValues = { brand: string; code: string; lifetimeMinutes: number }

/** Puts values into the marks of a text; see `SmsTexts`. */
export function fillSmsText(text: string, language: SmsLanguage, values: SmsValues): string {
  const { brand, code, lifetimeMinutes } = values
  const n = String(lifetimeMinutes)
  const { minutes } = SMS_TEXTS[language]
  const word = minutes[new Intl.PluralRules(language).select(lifetimeMinutes)] ?? minutes.other
  const marks: { [mark: string]: string } = { brand, code, n, minutes: word.replace('{n}', n) }
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => marks[name] ?? mark)
}
