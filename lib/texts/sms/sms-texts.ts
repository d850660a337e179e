import { ar } from './ar.ts'
import { cs } from './cs.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import type { SmsTexts } from './en.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import type { SmsLanguage } from './language.ts'
import { nb } from './nb.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ro } from './ro.ts'
import { sv } from './sv.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { zhHant } from './zh-hant.ts'
import { zh } from './zh.ts'

/** What a person reads or hears who is sent a code. A tenant gets it as one template: `scripts/texts`. */
export const SMS_TEXTS: Record<SmsLanguage, SmsTexts> = {
  ...{ en, de, es, fr, pt, ja, ar, cs, da, fi, it, ko, nb, nl, pl, ro, sv, tr, uk, zh },
  'zh-Hant': zhHant,
}
