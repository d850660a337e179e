import type { Language } from '../notice/language.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import type { FormTexts } from './en.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { pt } from './pt.ts'

export const FORM_TEXTS: Record<Language, FormTexts> = { en, de, es, fr, pt, ja, ar }
