import type { InnerLoginUse } from '../core/effects.ts'
import { INTENTS } from '../core/outcome.ts'
import type { Ticket } from '../core/ticket.ts'
import { BECAUSES } from '../core/want.ts'
import { oneOf, parseTexts, parseTime, parseVersioned } from './unknown-json.ts'

/** The transaction metadata keys that hold the tickets: each use of the inner login has its own. */
export const TICKET_KEYS = {
  phone: 'phone_link_ticket',
  reauthentication: 'phone_link_reauth_ticket',
} as const satisfies Record<InnerLoginUse, string>

/** A ticket as text, since transaction metadata takes no objects. */
export function buildTicketText({ startedAt, ...ticket }: Ticket): string {
  return JSON.stringify({ v: 1, ...ticket, at: startedAt.getTime() })
}

/** The ticket that {@link buildTicketText} wrote, or undefined for anything else. */
export function parseTicketText(text: unknown): Ticket | undefined {
  const fields = parseVersioned(text) ?? {}
  const intent = oneOf(INTENTS, fields.intent)
  const because = oneOf(BECAUSES, fields.because)
  const leaving = parseTexts(fields.leaving)
  const startedAt = parseTime(fields.at)
  if (!intent || !because || !leaving || !startedAt) return undefined
  const { verifier, nonce } = fields
  if (typeof verifier !== 'string' || typeof nonce !== 'string') return undefined
  return { intent, because, leaving, verifier, nonce, startedAt }
}
