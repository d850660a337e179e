import type { World } from '../world.ts'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits, as in Auth0's client ids, connection ids and secrets. */
export function randomText(world: World, length: number, alphabet = ALPHANUMERIC): string {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    // Bytes past the last whole multiple of the alphabet would favour its first letters.
    for (const byte of world.entropy.bytes(length)) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}

/** A random UUID (RFC 9562, version 4), as in the ids of Actions. */
export function randomUuid(world: World): string {
  const bytes = Buffer.from(world.entropy.bytes(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** 24 hex digits, as in the ids of users and resource servers. */
export function randomObjectId(world: World): string {
  return Buffer.from(world.entropy.bytes(12)).toString('hex')
}

export const timestamp = (world: World): string => world.clock.now().toISOString()
