import { INTENTS } from '../core/outcome.ts'
import type { Ticket } from '../core/ticket.ts'
import { isRecord } from './unknown-json.ts'

/** The transaction metadata key that holds the ticket. */
export const TICKET_KEY = 'phone_link_ticket'

/** A ticket as text, since transaction metadata takes no objects. */
export function buildTicketText(ticket: Ticket): string {
  return JSON.stringify({ v: 1, ...ticket, startedAt: ticket.startedAt.getTime() })
}

/** The ticket that {@link buildTicketText} wrote, or undefined for anything else. */
export function parseTicketText(text: unknown): Ticket | undefined {
  const fields = typeof text === 'string' ? parseJson(text) : undefined
  if (!isRecord(fields) || fields.v !== 1) return undefined
  const intent = INTENTS.find((known) => known === fields.intent)
  const { verifier, nonce, startedAt } = fields
  if (!intent || typeof verifier !== 'string' || typeof nonce !== 'string') return undefined
  if (typeof startedAt !== 'number' || !Number.isSafeInteger(startedAt)) return undefined
  return { intent, verifier, nonce, startedAt: new Date(startedAt) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
