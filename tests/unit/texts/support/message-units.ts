/** 3GPP TS 23.038, section 6.2.1: the default alphabet, one septet each. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

/** Section 6.2.1.1: the extension, two septets each. */
const EXTENDED = '\f^{}\\[~]|€'

/** How a network counts a text: septets, or UTF-16 units as soon as one character is outside both tables. */
export function countUnits(text: string): { encoding: 'GSM-7' | 'UCS-2'; units: number } {
  const costs = [...text].map((character) =>
    BASIC.includes(character) ? 1 : EXTENDED.includes(character) ? 2 : 0,
  )
  return costs.includes(0)
    ? { encoding: 'UCS-2', units: text.length }
    : { encoding: 'GSM-7', units: costs.reduce<number>((sum, cost) => sum + cost, 0) }
}

export function isOneMessage(text: string): boolean {
  const { encoding, units } = countUnits(text)
  return units <= (encoding === 'GSM-7' ? 160 : 70)
}
