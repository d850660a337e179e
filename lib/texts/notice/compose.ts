import { fillText } from '../fill.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import type { NoticeTexts } from './en.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { Language } from './language.ts'
import { isRightToLeft } from './language.ts'
import { pt } from './pt.ts'

export const NOTICE_TEXTS = { en, de, es, fr, pt, ja, ar } as const satisfies Record<Language, NoticeTexts>

export type NoticeFacts = {
  change: 'linked' | 'replaced' | 'removed'
  language: Language
  /** Masked, e.g. `••••••56`. */
  phone: string
  /** As the person reads it, zone included. */
  time: string
  /** Its name in the language; undefined if it is not known. */
  country: string | undefined
  /** The name of the app. */
  app: string
  /** Where somebody who did not do this finds help; shown beside the words, not in them. */
  helpUrl?: string
}

/** The words of a notice: plain text, to be escaped by whoever puts them into HTML. */
export type Notice = {
  language: Language
  direction: 'ltr' | 'rtl'
  subject: string
  headline: string
  what: string
  when: string
  /** What to do for somebody who did not do this. */
  todo: string
  greeting: string
  closing: string
}

/** Says in the person's language what was changed, when and where, and what to do if it was somebody else. */
export function composeNotice(facts: NoticeFacts): Notice {
  const { change, language, phone, time, country, app, helpUrl } = facts
  const texts: NoticeTexts = NOTICE_TEXTS[language]
  const fill = (text: string) => fillText(text, language, { phone, time, country, app })
  return {
    language,
    direction: isRightToLeft(language) ? 'rtl' : 'ltr',
    subject: fill(texts[change].subject),
    headline: fill(texts[change].headline),
    what: fill(texts[change].what),
    when: fill(country === undefined ? texts.when : texts.whenAndWhere),
    todo: fill(helpUrl === undefined ? texts.todo : texts.todoWithLink),
    greeting: fill(texts.greeting),
    closing: fill(texts.closing),
  }
}
