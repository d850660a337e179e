import { checkFreshEmail, checkOwnSubject, checkSubject, Violation } from '../invariants.ts'
import type { AppName, BrowserName, Intent } from '../cast.ts'
import { keepLast, makeUnsure } from '../ledger.ts'
import type { KeptAccount, Tab } from '../ledger.ts'
import { personOf, predictLink, predictStart } from '../predict.ts'
import type { Word } from '../predict.ts'
import { phonesOf } from '../stage.ts'
import { count } from '../tally.ts'
import { act, learnAccounts } from '../tab-notes.ts'
import { walk } from '../walk.ts'
import type { Arrived, Plan } from '../walk.ts'
import { judge, wordOf } from '../words.ts'
import type { Scene } from './command.ts'

export type Visit = {
  browser: BrowserName
  app: AppName
  intent?: Intent | undefined
  extra?: Record<string, string>
  plan: Plan
  /** What has to come of it, where the command knows better; `anything` predicts nothing. */
  expected?: readonly Word[] | 'anything' | undefined
}

/** How many tabs stay open. */
const TABS = 5

export function newTab({ stage }: Scene, { browser, app, intent, extra }: Visit): Tab {
  const attempt = stage.apps[app].start({ ...(intent && { 'ext-phone': intent }), ...extra })
  const page = { url: attempt.url, status: 0, html: '', forms: [] }
  return { browser, app, intent, attempt, page, proven: [] }
}

/** Opens the app in a new tab, walks as far as the plan says, and holds what came of it against the model. */
export async function visit(scene: Scene, wanted: Visit): Promise<{ tab: Tab; arrived: Arrived }> {
  const { stage, ledger } = scene
  const { plan } = wanted
  const tab = newTab(scene, wanted)
  keepLast(ledger.tabs, tab, TABS)
  const start = predictStart(stage, ledger, tab, plan.person)
  let expected: Visit['expected'] = wanted.expected ?? (start === 'asks' ? whenAsked(wanted) : [start])
  const onPhoneCode: Plan['onPhoneCode'] = (number) => {
    if (start === 'asks' && expected !== 'anything') expected = predictLink(stage, ledger, tab, number)
    attemptOf(scene, tab)?.seen.add(number)
  }
  await act(stage, ledger, tab, () => stage.browsers[tab.browser].http.open(tab.attempt.url))
  const arrived = await walk(stage, ledger, tab, { ...plan, onPhoneCode })
  settle(scene, tab, plan, arrived, expected === 'anything' ? undefined : expected)
  return { tab, arrived }
}

// Where nothing else is known: a step that is cancelled, or a removal that is confirmed.
function whenAsked({ intent, plan }: Visit): Word[] {
  if (plan.cancelAt !== undefined) return intent === 'remove' ? ['cancelled', 'removed'] : ['cancelled']
  return intent === 'remove' ? ['removed'] : []
}

/** What a login has come to: counted, held against the model, and remembered. */
export function settle(
  scene: Scene,
  tab: Tab,
  plan: Plan,
  arrived: Arrived,
  expected: readonly Word[] | undefined,
): void {
  const { stage, ledger, tally } = scene
  learnAccounts(stage, ledger)
  const kept = keptOf(scene, tab, plan)
  const broken = stage.tenant.faults.used() > 0
  if (arrived.kind !== 'app') {
    count(tally.outcomes, arrived.kind === 'left' ? 'left' : `stuck: ${arrived.why}`)
    if (arrived.kind === 'stuck' && !broken && expected !== undefined) allowStuck(tab, kept, arrived.why)
    if (tab.nested || tab.intent) makeUnsure(kept)
    return
  }
  const word = wordOf(arrived.outcome)
  const step = stepUpBySomebodyElse(scene, tab, plan) ? whenSomebodyElse(scene, plan) : expected
  judge(tally, { word, kept, expected: broken ? undefined : step })
  if (arrived.outcome.error === undefined) checkTokens(scene, tab, plan, arrived.outcome.id)
  if (word === 'linked' || word === 'replaced') {
    const { number } = tab.proven.at(-1) ?? {}
    if (number !== undefined) attemptOf(scene, tab)?.counted.add(number)
  }
  if (!broken && !kept.unsure && CLEARS.includes(word)) checkFreshEmail(stage, ledger, tally, tab, kept)
  if (word === 'replaced' || word === 'removed') kept.phoneOffAt = stage.now()
  if (!broken && CLEARS.includes(word)) kept.unsure = false
}

/** After these nothing is left of what was begun before. */
const CLEARS: readonly Word[] = ['linked', 'replaced', 'removed']

function checkTokens(
  { stage, ledger, tally }: Scene,
  tab: Tab,
  plan: Plan,
  id: { sub: string; [name: string]: unknown },
): void {
  checkSubject(ledger, tally, id.sub)
  const provenHere = ledger.emailProofs.at(-1)
  if (
    provenHere?.person === plan.person &&
    provenHere.browser === tab.browser &&
    provenHere.at === stage.now()
  ) {
    const signedIn = stage.users().find(({ user_id }) => user_id === id.sub)
    if (personOf(ledger, id.sub) === plan.person) checkOwnSubject(stage, ledger, tally, plan.person, id.sub)
    else if (signedIn === undefined) throw new Violation('tokens for an account that is not there')
  }
  const owner = personOf(ledger, id.sub)
  const account = stage.users().find(({ user_id }) => user_id === id.sub)
  if (tab.app !== 'app' || owner === undefined || ledger.accounts[owner].unsure || account === undefined)
    return
  const [phone] = phonesOf(account)
  if (id['phone_number'] !== phone)
    throw new Violation('the claim phone_number is not the phone of the account')
  count(tally.invariants, 'phone_number is the phone of the account')
}

/** The account that a tab is about: whose session it is, else whose email was to be proven. */
export function keptOf({ stage, ledger }: Scene, tab: Tab, plan: Plan): KeptAccount {
  const sub = tab.account ?? stage.browsers[tab.browser].session()?.user_id
  return ledger.accounts[(sub === undefined ? undefined : personOf(ledger, sub)) ?? plan.person]
}

function attemptOf({ ledger }: Scene, { account, startedAt }: Tab) {
  const kept = Object.values(ledger.accounts).find(({ sub }) => sub !== undefined && sub === account)
  return kept?.attempts.findLast(({ at }) => at === startedAt)
}

function stepUpBySomebodyElse({ ledger }: Scene, tab: Tab, plan: Plan): boolean {
  const whose = tab.stepUpOf === undefined ? undefined : personOf(ledger, tab.stepUpOf)
  return whose !== undefined && whose !== plan.person && tab.steppedUpBy === plan.person
}

// Somebody who is blocked may not even finish the nested login.
function whenSomebodyElse({ ledger }: Scene, { person }: Plan): Word[] {
  return [ledger.accounts[person].blocked ? 'cancelled' : 'refused:reauthentication_failed']
}

/** Nobody is to be left without a way on, except whose code did not come or was not theirs to read. */
function allowStuck(tab: Tab, kept: KeptAccount, why: string): void {
  if (tab.typed?.kind === 'number' || kept.blocked) return
  if (tab.stepUpOf !== undefined && why.startsWith('nothing to fill in (400')) return
  throw new Violation(`a login led nowhere: ${why}, at ${tab.page.url.pathname}`)
}
