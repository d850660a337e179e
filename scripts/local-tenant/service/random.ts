import type { World } from '../world.ts'

const DIGITS = 10
/** The largest multiple of ten that fits in a byte; what lies above it would favour the low digits. */
const FAIR_BYTES = 250

/** An unguessable token, base64url. */
export function randomToken(world: World, bytes = 32): string {
  return Buffer.from(world.entropy.bytes(bytes)).toString('base64url')
}

export function randomHex(world: World, characters: number): string {
  return Buffer.from(world.entropy.bytes(Math.ceil(characters / 2)))
    .toString('hex')
    .slice(0, characters)
}

/** Decimal digits, each equally likely: bytes that would bias the remainder are thrown away. */
export function randomDigits(world: World, count: number): string {
  let digits = ''
  while (digits.length < count) {
    for (const byte of world.entropy.bytes(count)) {
      if (byte < FAIR_BYTES && digits.length < count) digits += String(byte % DIGITS)
    }
  }
  return digits
}
