import type { Attempt } from '../../journeys/support/app.ts'
import type { Seen } from '../../support/login.ts'
import type { AppName, BrowserName, Intent, PersonName, PhoneText } from './cast.ts'
import { NUMBERS, PEOPLE } from './cast.ts'

/** What the model keeps of one account, named by the person whose email it has. */
export type KeptAccount = {
  /** As first seen; forgotten when an admin deletes the account. */
  sub?: string
  blocked: boolean
  /** Phone challenges that were begun, with the numbers that came of them: those that surely count, and all. */
  attempts: { at: number; counted: Set<PhoneText>; seen: Set<PhoneText> }[]
  /** Set when something was broken that may have kept an attempt from being counted. */
  attemptsUnsure: boolean
  /** When a phone last left the account by the person's own wish. */
  phoneOffAt?: number
  /** Set while something was broken, left half-way or done twice: what comes next is not predicted, only judged. */
  unsure: boolean
  /** Whether it was ever. */
  wasUnsure: boolean
  /** Set when an Action was ended in the midst of it. */
  crashed: boolean
}

/** From here on what comes next for this account is not predicted. */
export function makeUnsure(kept: KeptAccount): void {
  kept.unsure = true
  kept.wasUnsure = true
}

/** One login in one tab that asked for a phone, and what was proven in it. */
export type Tab = {
  browser: BrowserName
  app: AppName
  intent: Intent | undefined
  attempt: Attempt
  page: Seen
  /** What was typed last into the login that the page belongs to. */
  typed?: { kind: 'email'; person: PersonName } | { kind: 'number'; number: PhoneText }
  /** The nested login that is under way. */
  nested?: 'phone' | 'step_up'
  /** Whose session had to prove its email again, and who has tried. */
  stepUpOf?: string
  steppedUpBy?: PersonName
  /** Whose account it is for, and when the nested login for a phone began. */
  account?: string
  startedAt?: number
  /** Codes entered in the nested login of this very tab. */
  proven: { number: PhoneText; at: number }[]
  /** An earlier page with what was sent from it, for the way back. */
  earlier?: { page: Seen; values: Record<string, string> }
}

export type EmailProof = { person: PersonName; browser: BrowserName; at: number }
export type GrantProof = { account: string; number: PhoneText; emailAt: number; at: number }

/** Who has proven what, kept without asking the code under test. Times are milliseconds since 1970. */
export type Ledger = {
  accounts: Record<PersonName, KeptAccount>
  /** Who reads the codes of a number. */
  holders: Record<PhoneText, PersonName>
  emailProofs: EmailProof[]
  tabs: Tab[]
  /** Ways back that have been seen, used or not. */
  answers: { url: string; tab: Tab }[]
  /** Codes and ID tokens that were handed in together. */
  grantProofs: GrantProof[]
  tokens: IssuedTokens[]
  /** Numbers that stand on an account of their own whose history the model does not know. */
  unsureNumbers: Set<PhoneText>
}

export type IssuedTokens = {
  person: PersonName
  sub: string
  app: AppName | 'native'
  /** Of an app that may add a phone by it. */
  idToken?: string
  refreshToken: string
  /** When the email was proven, as the login had it. */
  emailAt: number
  used: boolean
}

export function newAccount(): KeptAccount {
  return {
    ...{ blocked: false, attempts: [], attemptsUnsure: false },
    ...{ unsure: false, wasUnsure: false, crashed: false },
  }
}

export function newLedger(): Ledger {
  return {
    accounts: { ada: newAccount(), grace: newAccount(), linus: newAccount() },
    holders: Object.fromEntries(
      NUMBERS.map((number, at) => [number, PEOPLE[at % PEOPLE.length]]),
    ) as Ledger['holders'],
    ...{ emailProofs: [], tabs: [], answers: [], grantProofs: [], tokens: [] },
    unsureNumbers: new Set(),
  }
}

/** Only the last few matter: an old one is as good as another. */
export function keepLast<Item>(items: Item[], item: Item, count: number): void {
  items.push(item)
  if (items.length > count) items.shift()
}
