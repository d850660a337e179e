/** Marks that a right-to-left page puts around a number. */
const [RIGHT_TO_LEFT, POP] = ['\u202B', '\u202C']

/** What comes before the subscriber's eight digits, or around the whole. */
const WHOLES: readonly ((code: string, area: string, rest: string) => string)[] = [
  (code, area, rest) => `+${code} ${area} ${rest}`,
  (code, area, rest) => `+${code}${area}${rest}`,
  (code, area, rest) => `+${code} (${area}) ${rest}`,
  (code, area, rest) => `00${code}${area} ${rest}`,
  (code, area, rest) => `00 ${code} ${area} ${rest}`,
  (_, area, rest) => `0${area} ${rest}`,
  (_, area, rest) => `(0${area}) ${rest}`,
  (code, area, rest) => `tel:+${code}-${area}-${rest}`,
  (code, area, rest) => `${RIGHT_TO_LEFT}+${code} ${area} ${rest}${POP}`,
  (_, area, rest) => inArabicDigits(`0${area} ${rest}`),
]

/** How the digits are grouped. */
const GROUPS: readonly ((rest: string) => string)[] = [
  (rest) => rest,
  (rest) => `${rest.slice(0, 4)} ${rest.slice(4)}`,
  (rest) => `${rest.slice(0, 3)}-${rest.slice(3)}`,
  (rest) => (rest.match(/../g) ?? []).join('.'),
  (rest) => (rest.match(/../g) ?? []).join('\u00A0'),
]

/**
 * Ways in which people, and those who look for a way around a limit, write one German number: 50 of them.
 * @param phone in E.164, with an area code of three digits
 */
export function spellingsOf(phone: string): string[] {
  const [code, area, rest] = [phone.slice(1, 3), phone.slice(3, 6), phone.slice(6)]
  return WHOLES.flatMap((whole) => GROUPS.map((group) => whole(code, area, group(rest))))
}

function inArabicDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))
}
