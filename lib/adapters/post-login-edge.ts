import { judgeHistory } from '../core/account-history.ts'
import type { Effect, InnerLoginUse } from '../core/effects.ts'
import { announce, log, turnAway } from '../core/effects.ts'
import type { Intent } from '../core/outcome.ts'
import { refused } from '../core/outcome.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Edge } from '../ports.ts'
import { platformClock } from './platform.ts'
import type { PostLoginApi } from './post-login-api.ts'
import { performEffects } from './post-login-api.ts'
import type { PostLoginEvent } from './post-login-event.ts'
import { isEnabledClient, readAsk, readReachedAccount, readTicket, readWant } from './post-login-event.ts'

/**
 * What phone-challenge does when it fails: it ends every phone step, so it tells the app. Reads nothing but the
 * event: settings may be what is broken.
 */
export function challengeEdge(action: string, event: PostLoginEvent, api: PostLoginApi): Edge {
  // Read before the ticket can be dropped: the event shows changed metadata at once.
  const intent = pendingIntent(event)
  return {
    close: (detail) => performEffects({ action }, closingEffects(event, intent, detail), api),
  }
}

/**
 * What the Actions beside it do when they fail: nothing but to spend their ticket. phone-challenge runs as well, finds
 * what is missing, and keeps SMS-only accounts out; without settings they could not tell those from inner logins.
 */
export function besideEdge(
  action: string,
  event: PostLoginEvent,
  api: PostLoginApi,
  use?: InnerLoginUse,
): Edge {
  const spend: Effect[] = use && readTicket(event, use) ? [{ kind: 'drop_ticket', use }] : []
  return {
    close: (detail) => {
      performEffects({ action }, [...spend, log('failed', detail)], api)
    },
  }
}

function closingEffects(
  event: PostLoginEvent,
  intent: Intent | 'unknown' | undefined,
  detail: string,
): Effect[] {
  // Without settings the companion cannot be told from other clients, so inner logins are closed too.
  if (isSmsAccount(event.user.user_id)) {
    const history = judgeHistory(readReachedAccount(event).account, platformClock.now())
    const mark: Effect[] = history === 'fresh' ? [{ kind: 'mark_born' }] : []
    return [...mark, ...turnAway('not_available', detail)]
  }
  if (intent === undefined) return [log('failed', detail)]
  return [
    { kind: 'drop_ticket', use: 'phone' },
    { kind: 'drop_want' },
    ...announce(refused(intent, 'not_available'), detail),
  ]
}

function pendingIntent(event: PostLoginEvent): Intent | 'unknown' | undefined {
  const remembered = readTicket(event, 'phone') ?? readWant(event)
  if (remembered) return remembered.intent
  const ask = readAsk(event)
  if (!isEnabledClient(event) || ask.kind === 'nothing') return undefined
  return ask.kind === 'intent' ? ask.intent : 'unknown'
}
