/** Names that are shown before the rest is only counted. */
const SHOWN = 8

/** Names as a person lists them: `a, b and 3 more`. */
export function nameList(names: readonly string[]): string {
  const rest = names.length - SHOWN
  if (rest <= 0) return names.join(', ')
  return `${names.slice(0, SHOWN).join(', ')} and ${rest} more`
}

/** A sentence about these names; none where there are none. */
export const about = (names: readonly string[], sentence: (list: string) => string): string[] =>
  names.length === 0 ? [] : [sentence(nameList(names))]
