import { SegmentedMessage } from 'sms-segments-calculator'

/** What one message holds, in septets (3GPP TS 23.038) or in UTF-16 units. */
const CAPACITY = { 'GSM-7': 160, 'UCS-2': 70 } as const

const BITS_PER_UNIT = { 'GSM-7': 7, 'UCS-2': 16 } as const

export type MessageSize = {
  encoding: 'GSM-7' | 'UCS-2'
  /** Septets, where some characters cost two; or UTF-16 units. */
  units: number
  /** Units that one message has left; negative when the text takes more than one. */
  spare: number
}

/** How a phone network would send a text. */
export function sizeOfMessage(text: string): MessageSize {
  const { encodingName: encoding, messageSize } = new SegmentedMessage(text)
  const units = messageSize / BITS_PER_UNIT[encoding]
  return { encoding, units, spare: CAPACITY[encoding] - units }
}

/** The characters of a text that GSM-7 does not have, each once. */
export function outsideGsm7(text: string): string[] {
  return [...new Set(new SegmentedMessage(text).getNonGsmCharacters())]
}
