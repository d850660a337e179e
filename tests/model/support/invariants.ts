import { emailOf } from './cast.ts'
import type { KeptAccount, Ledger, Tab } from './ledger.ts'
import { personOf, TEN_MINUTES } from './predict.ts'
import type { Stage } from './stage.ts'
import { phonesOf } from './stage.ts'
import { count } from './tally.ts'
import type { Tally } from './tally.ts'

/** A promise that was broken; the message says which. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/** Which phones are on which accounts that have an email. */
export type Owned = ReadonlyMap<string, string>

export function ownedNumbers(stage: Stage): Owned {
  const owned = new Map<string, string>()
  for (const user of stage.users()) {
    if (user.user_id.startsWith('sms|')) continue
    for (const number of phonesOf(user)) {
      if (owned.has(number)) throw new Violation(`${number} is on two accounts`)
      owned.set(number, user.user_id)
    }
  }
  return owned
}

/** @param before what was there when the command began, at `began` */
export function checkAccounts(
  stage: Stage,
  ledger: Ledger,
  tally: Tally,
  { before, began }: { before: Owned; began: number },
): void {
  const after = ownedNumbers(stage)
  count(tally.invariants, 'a number has one owner')
  for (const [number, sub] of after) {
    if (before.get(number) === sub) continue
    if (!isExplained(ledger, number, sub, began)) {
      throw new Violation(`${number} came onto ${sub}, whose owner has not proven both in time`)
    }
  }
  count(tally.invariants, 'a phone comes with both proofs')
}

function isExplained(ledger: Ledger, number: string, sub: string, began: number): boolean {
  const byPages = ledger.tabs.some((tab) => isProvenIn(ledger, tab, number, sub, began))
  const byAnswers = ledger.answers.some(({ tab }) => isProvenIn(ledger, tab, number, sub, began))
  const byGrant = ledger.grantProofs.some(
    (proof) =>
      proof.account === sub &&
      proof.number === number &&
      proof.at >= began &&
      proof.at - proof.emailAt <= TEN_MINUTES,
  )
  return byPages || byAnswers || byGrant
}

/** The number in this very login, begun no longer ago than it may take; the email in the same browser before. */
function isProvenIn(ledger: Ledger, tab: Tab, number: string, sub: string, began: number): boolean {
  const { startedAt, browser } = tab
  if (tab.account !== sub || startedAt === undefined || began - startedAt > TEN_MINUTES) return false
  if (!tab.proven.some((proof) => proof.number === number && proof.at >= startedAt)) return false
  const person = personOf(ledger, sub)
  return ledger.emailProofs.some(
    (proof) =>
      proof.person === person &&
      proof.browser === browser &&
      proof.at <= startedAt &&
      startedAt - proof.at <= TEN_MINUTES,
  )
}

/** Whatever an app was given at any entrance. */
export function checkSubject(ledger: Ledger, tally: Tally, sub: string): void {
  count(tally.invariants, 'no tokens for a phone account')
  if (sub.startsWith('sms|')) throw new Violation('an account that has only a phone was given tokens')
  if (personOf(ledger, sub) === undefined) throw new Violation(`tokens for ${sub}, who is nobody`)
}

/** Tokens of a login in which this email was proven. */
export function checkOwnSubject(
  stage: Stage,
  ledger: Ledger,
  tally: Tally,
  person: keyof Ledger['accounts'],
  sub: string,
): void {
  const kept = ledger.accounts[person]
  const account = stage.users().find(({ user_id }) => user_id === sub)
  if (account?.email !== emailOf(person)) throw new Violation(`${person} was signed in as ${sub}`)
  if (kept.sub !== undefined && kept.sub !== sub) throw new Violation(`the sub of ${person} has changed`)
  kept.sub = sub
  count(tally.invariants, 'a sub is stable')
}

/** Whatever is changed of a phone: the email was proven in this browser, no more than ten minutes before. */
export function checkFreshEmail(
  stage: Stage,
  ledger: Ledger,
  tally: Tally,
  tab: Tab,
  kept: KeptAccount,
): void {
  const asked = tab.startedAt ?? stage.now()
  const isFresh = ledger.emailProofs.some(
    ({ person, browser, at }) =>
      ledger.accounts[person] === kept &&
      browser === tab.browser &&
      at <= stage.now() &&
      asked - at <= TEN_MINUTES,
  )
  if (!isFresh) throw new Violation('a phone was changed by an old proof of the email')
  count(tally.invariants, 'a change comes with a fresh proof')
}
