import type { Session } from '../../../scripts/local-tenant/state.ts'
import type { Intent, PersonName, PhoneText } from './cast.ts'
import { PEOPLE } from './cast.ts'
import type { KeptAccount, Ledger, Tab } from './ledger.ts'
import type { Stage } from './stage.ts'
import { phonesOf } from './stage.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** How long a proof of the email counts, and how long a phone step may take. */
export const TEN_MINUTES = 10 * MINUTE

/** Minutes to wait after so many attempts within a day, as the table of refusals in the README has it. */
const WAITS = [0, 0, 0, 1, 2, 4, 8, 16, 32, 64]

/** What a login comes to, in one word, e.g. `linked` or `refused:no_phone`. */
export type Word = string

/**
 * What has to come of a request, as far as it can be told at its start: one of these words; `asks` when pages follow.
 */
export function predictStart(stage: Stage, ledger: Ledger, tab: Tab, person: PersonName): Word {
  const session = stage.browsers[tab.browser].session()
  const user = session && stage.users().find(({ user_id }) => user_id === session.user_id)
  if (user?.user_id.startsWith('sms|')) return 'denied:sms_only_account'
  const owner = user ? personOf(ledger, user.user_id) : person
  if (owner === undefined) return 'asks'
  const kept = ledger.accounts[owner]
  if (kept.blocked) return 'denied:blocked'
  if (session && restsOnFormerPhone(session, kept)) return 'denied:phone_changed'
  if (tab.app === 'other' || tab.intent === undefined) return 'nothing'
  return refuseEarly(stage, kept, tab.intent, owner) ?? 'asks'
}

export function restsOnFormerPhone({ methods }: Session, { phoneOffAt }: KeptAccount): boolean {
  if (phoneOffAt === undefined || methods.length === 0) return false
  return methods.every(({ name, timestamp }) => name === 'sms' && Date.parse(timestamp) < phoneOffAt)
}

function refuseEarly(stage: Stage, kept: KeptAccount, intent: Intent, owner: PersonName): Word | undefined {
  const account = stage.accountOf(owner)
  const hasPhone = account !== undefined && phonesOf(account).length > 0
  if (intent === 'add' && hasPhone) return 'already_linked'
  if (intent !== 'add' && !hasPhone) return 'refused:no_phone'
  return intent === 'remove' ? undefined : refuseByAttempts(kept, stage.now())
}

export function refuseByAttempts(kept: KeptAccount, now: number): Word | undefined {
  const recent = kept.attempts.filter(({ at }) => now - at < DAY)
  const wait = WAITS[recent.length]
  if (wait === undefined) return 'refused:too_many_attempts'
  const last = Math.max(...recent.map(({ at }) => at))
  return now - last < wait * MINUTE ? 'refused:too_soon' : undefined
}

/** What has to come of a number whose code was entered in the tab just now; several where history decides. */
export function predictLink(
  stage: Stage,
  ledger: Ledger,
  { intent, account }: Tab,
  number: PhoneText,
): Word[] {
  const owner = stage.ownerOf(number)
  if (owner?.user_id === account) return ['already_linked']
  // Somebody who is blocked may not even finish the nested login.
  if (owner?.blocked === true) return ['cancelled']
  if (owner && !owner.user_id.startsWith('sms|')) return ['refused:phone_in_use']
  const done = intent === 'replace' ? 'replaced' : 'linked'
  if (owner && ledger.unsureNumbers.has(number)) return [done, 'refused:phone_account_has_history']
  const kept = Object.values(ledger.accounts).find(({ sub }) => sub === account)
  const now = stage.now()
  if (!kept || !isOneTooMany(kept, number, now, 'seen')) return [done]
  return isOneTooMany(kept, number, now, 'counted') ? [TOO_MANY] : [done, TOO_MANY]
}

const TOO_MANY = 'refused:too_many_attempts'

/** Three numbers within a day. */
export function isOneTooMany(
  { attempts }: KeptAccount,
  number: PhoneText,
  now: number,
  which: 'counted' | 'seen',
): boolean {
  const numbers = new Set(
    attempts.filter(({ at }) => now - at < DAY).flatMap((attempt) => [...attempt[which]]),
  )
  return !numbers.has(number) && numbers.size >= 3
}

export function personOf(ledger: Ledger, sub: string): PersonName | undefined {
  return PEOPLE.find((person) => ledger.accounts[person].sub === sub)
}
