import type { World } from '../world.ts'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const DIGITS = '0123456789'

/** An unguessable token, base64url. */
export function randomToken(world: World, bytes = 32): string {
  return Buffer.from(world.entropy.bytes(bytes)).toString('base64url')
}

export function randomHex(world: World, characters: number): string {
  return Buffer.from(world.entropy.bytes(Math.ceil(characters / 2)))
    .toString('hex')
    .slice(0, characters)
}

/** Characters of an alphabet, each equally likely; letters and digits, as in Auth0's ids and secrets, by default. */
export function randomText(world: World, length: number, alphabet = ALPHANUMERIC): string {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    // Bytes past the last whole multiple of the alphabet would favour its first characters.
    for (const byte of world.entropy.bytes(length)) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}

export function randomDigits(world: World, count: number): string {
  return randomText(world, count, DIGITS)
}

/** 24 hex digits, as in the ids of users and resource servers. */
export function randomObjectId(world: World): string {
  return randomHex(world, 24)
}

/** A random UUID (RFC 9562, version 4), as in the ids of Actions. */
export function randomUuid(world: World): string {
  const bytes = Buffer.from(world.entropy.bytes(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
