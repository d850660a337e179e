import type { FormTexts } from './forms/en.ts'
import { FORM_TEXTS } from './forms/form-texts.ts'
import { NOTICE_TEXTS } from './notice/compose.ts'
import type { NoticeTexts } from './notice/en.ts'
import type { Language } from './notice/language.ts'
import { LANGUAGES, languageOf } from './notice/language.ts'

export { LANGUAGES, isRightToLeft, languageOf } from './notice/language.ts'
export type { Language } from './notice/language.ts'

/** Every word that people read on our pages and in our emails. Actions import `notice/`; the rest is for the build. */
export type Texts = { forms: FormTexts; notice: NoticeTexts }

export const TEXTS = Object.fromEntries(
  LANGUAGES.map((language) => [language, { forms: FORM_TEXTS[language], notice: NOTICE_TEXTS[language] }]),
) as Record<Language, Texts>

/** The words in the language that fits best; see {@link languageOf}. */
export function textsFor(languageTag: string): Texts {
  return TEXTS[languageOf(languageTag)]
}
