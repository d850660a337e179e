import { hash } from 'node:crypto'

/** 52 bits that stand for a text: a number takes less room, and of a million texts no two are likely to share one. */
export function shortHash(text: string): number {
  return parseInt(hash('sha1', text).slice(0, 13), 16)
}
