import type { Effect } from '../core/effects.ts'
import { announce, turnAway } from '../core/effects.ts'
import type { Intent } from '../core/outcome.ts'
import { refused } from '../core/outcome.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Edge } from '../ports.ts'
import type { PostLoginApi } from './post-login-api.ts'
import { performEffects } from './post-login-api.ts'
import type { PostLoginEvent } from './post-login-event.ts'
import { isEnabledClient, readAsk, readTicket } from './post-login-event.ts'

/** What a post-login Action does when it fails. Reads nothing but the event: settings may be what is broken. */
export function postLoginEdge(action: string, event: PostLoginEvent, api: PostLoginApi): Edge {
  // Read before the ticket can be dropped: the event shows changed metadata at once.
  const intent = pendingIntent(event)
  return {
    close: (detail) => performEffects(action, closingEffects(event, intent, detail), api),
  }
}

function closingEffects(
  event: PostLoginEvent,
  intent: Intent | 'unknown' | undefined,
  detail: string,
): Effect[] {
  // Without settings the companion cannot be told from other clients, so inner logins are closed too.
  if (isSmsAccount(event.user.user_id)) return turnAway('not_available', detail)
  if (intent === undefined) return [{ kind: 'log', entry: { decision: 'failed', detail } }]
  return [{ kind: 'drop_ticket' }, ...announce(refused(intent, 'not_available'), detail)]
}

function pendingIntent(event: PostLoginEvent): Intent | 'unknown' | undefined {
  const ticket = readTicket(event)
  if (ticket) return ticket.intent
  const ask = readAsk(event)
  if (!isEnabledClient(event) || ask.kind === 'nothing') return undefined
  return ask.kind === 'intent' ? ask.intent : 'unknown'
}
