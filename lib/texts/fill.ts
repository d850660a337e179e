import type { Language } from './notice/language.ts'
import { isRightToLeft } from './notice/language.ts'

/** U+2066: what follows runs left to right, whatever stands around it. */
const LEFT_TO_RIGHT = '\u2066'
/** U+2068: what follows runs as its first letter does. */
const AS_IT_STARTS = '\u2068'
/** U+2069: ends either. */
const END = '\u2069'

/**
 * Puts values into the `{name}` marks of a text; within right-to-left text each is kept apart (Unicode UAX #9), or
 * the digits of a number would change places.
 */
export function fillText(
  text: string,
  language: Language,
  values: { readonly [name: string]: string | undefined },
): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = values[name]
    if (value === undefined) return mark
    if (!isRightToLeft(language)) return value
    return `${name === 'phone' ? LEFT_TO_RIGHT : AS_IT_STARTS}${value}${END}`
  })
}
