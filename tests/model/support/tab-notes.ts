import type { Seen } from '../../support/login.ts'
import { PEOPLE } from './cast.ts'
import { keepLast } from './ledger.ts'
import type { Ledger, Tab } from './ledger.ts'
import type { Stage } from './stage.ts'

export const isContinue = (url: URL): boolean => url.pathname === '/continue'
export const http = (stage: Stage, tab: Tab) => stage.browsers[tab.browser].http

/** Does something in the tab, and notes where it has led: into a nested login, or back out of it. */
export async function act(stage: Stage, ledger: Ledger, tab: Tab, go: () => Promise<Seen>): Promise<void> {
  const { visited } = http(stage, tab)
  const [seen, at] = [visited.length, stage.now()]
  tab.page = await go()
  for (const url of visited.slice(seen)) {
    if (isContinue(url)) noteAnswer(ledger, tab, url)
    const { searchParams } = url
    if (url.pathname !== '/authorize' || searchParams.get('client_id') !== stage.companionId) continue
    if (searchParams.get('connection') === 'sms') beginPhone(stage, ledger, tab, at)
    else beginStepUp(stage, tab)
  }
  if (isContinue(tab.page.url) && tab.page.html === '') noteAnswer(ledger, tab, tab.page.url)
}

function beginStepUp(stage: Stage, tab: Tab): void {
  tab.nested = 'step_up'
  const owner = stage.browsers[tab.browser].session()?.user_id
  if (owner !== undefined) tab.stepUpOf = owner
}

/** An account is known from when it is first there; from then on its id must stay. */
export function learnAccounts(stage: Stage, ledger: Ledger): void {
  for (const person of PEOPLE) {
    const sub = stage.accountOf(person)?.user_id
    if (sub !== undefined) ledger.accounts[person].sub ??= sub
  }
}

function noteAnswer(ledger: Ledger, tab: Tab, url: URL): void {
  if (tab.nested === 'phone') keepLast(ledger.answers, { url: url.href, tab }, 4)
  delete tab.nested
}

function beginPhone(stage: Stage, ledger: Ledger, tab: Tab, at: number): void {
  tab.nested = 'phone'
  tab.startedAt = at
  learnAccounts(stage, ledger)
  const owner = stage.browsers[tab.browser].session()?.user_id
  if (owner === undefined) return
  tab.account = owner
  const kept = Object.values(ledger.accounts).find(({ sub }) => sub === owner)
  kept?.attempts.push({ at, counted: new Set(), seen: new Set() })
}
