import type { Ask } from '../core/outcome.ts'
import { INTENTS } from '../core/outcome.ts'

/** Reads what the app asked for from the value of `ext-phone`. Anything but one known word is `unknown`. */
export function parseAsk(value: unknown): Ask {
  if (value === undefined) return { kind: 'nothing' }
  const intent = INTENTS.find((known) => known === value)
  return intent ? { kind: 'intent', intent } : { kind: 'unknown' }
}
