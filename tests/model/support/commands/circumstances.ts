import fc from 'fast-check'
import { OUTSIDE_FAULTS } from '../../../support/in-process-faults.ts'
import { CLOCK_STEPS, NUMBERS, PEOPLE } from '../cast.ts'
import type { PersonName } from '../cast.ts'
import { makeUnsure, newAccount } from '../ledger.ts'
import type { KeptAccount } from '../ledger.ts'
import { count } from '../tally.ts'
import { act } from '../tab-notes.ts'
import { walk } from '../walk.ts'
import { command } from './command.ts'
import type { Scene, SceneCommand } from './command.ts'
import { signIn } from './logins.ts'
import { keptOf, newTab, settle, visit } from './visit.ts'

const person = fc.constantFrom(...PEOPLE)
const number = fc.constantFrom(...NUMBERS)

export const passingTime: fc.Arbitrary<SceneCommand> = fc
  .constantFrom(...CLOCK_STEPS)
  .map((seconds) =>
    command('clock_step', [seconds], ({ stage }) => Promise.resolve(stage.tenant.clock.advance(seconds))),
  )

/** The network gives the number to somebody else. Whoever had it before reads its codes no more. */
export const recycling: fc.Arbitrary<SceneCommand> = fc.tuple(number, person).map(([which, who]) =>
  command('recycle_number', [which, 'to', who], ({ stage, ledger }) => {
    // Rather one that is on an account: that is what makes trouble.
    const linked = NUMBERS.filter((each) => stage.ownerOf(each)?.user_id.startsWith('email|'))
    ledger.holders[linked[NUMBERS.indexOf(which) % Math.max(1, linked.length)] ?? which] = who
    return Promise.resolve()
  }),
)

/** Somebody changes their phone while a call of our Actions breaks; then they sign in, with all well again. */
export const breaking: fc.Arbitrary<SceneCommand> = fc
  .record({
    who: person,
    intent: fc.constantFrom('add' as const, 'replace' as const, 'remove' as const),
    fault: fc.constantFrom(...OUTSIDE_FAULTS),
    spared: fc.nat({ max: 7 }),
    times: fc.constantFrom(1, 1, 2, 9),
  })
  .map(({ who, intent, fault, spared, times }) =>
    command(fault, [who, intent, 'after', spared, 'times', times], async (scene) => {
      const { stage, ledger } = scene
      if (stage.browsers[who].session() === undefined) await signIn(scene, who, who)
      const own = NUMBERS.find((each) => ledger.holders[each] === who && stage.ownerOf(each) === undefined)
      const plan = { person: who, number: own ?? NUMBERS[0], mistypes: false }
      const tab = newTab(scene, { browser: who, app: 'app', intent, plan })
      ledger.tabs.push(tab)
      stage.tenant.faults.plan({ fault, spared, times })
      await act(stage, ledger, tab, () => stage.browsers[who].http.open(tab.attempt.url))
      const arrived = await walk(stage, ledger, tab, plan)
      const used = stage.tenant.faults.used()
      if (used > 0) afterFault(keptOf(scene, tab, plan), fault.startsWith('crash'))
      settle(scene, tab, plan, arrived, undefined)
      stage.tenant.faults.plan(undefined)
      if (used === 0) return
      count(scene.tally.outcomes, 'something broke')
      if (tab.proven.length > 0) ledger.unsureNumbers.add(plan.number)
      await signIn(scene, who, who)
      // What a crash has left undone, the login has completed, or trying again does.
      if (!ledger.accounts[who].crashed) return
      await visit(scene, { browser: who, app: 'app', intent, plan, expected: 'anything' })
    }),
  )

function afterFault(kept: KeptAccount, crashed: boolean): void {
  makeUnsure(kept)
  kept.attemptsUnsure = true
  if (crashed) kept.crashed = true
}

type AdminAct =
  'delete_account' | 'block_account' | 'unblock_account' | 'unlink_phone' | 'delete_phone_account'
const ADMIN_ACTS: readonly AdminAct[] = [
  ...(['delete_account', 'block_account', 'unblock_account', 'unblock_account'] as const),
  ...(['unlink_phone', 'delete_phone_account'] as const),
]

/** An admin changes accounts by the Management API. */
export const administering: fc.Arbitrary<SceneCommand> = fc
  .tuple(fc.constantFrom(...ADMIN_ACTS), person)
  .map(([what, who]) => command(`admin_${what}`, [who], (scene) => administer(scene, what, who)))

async function administer({ stage, ledger }: Scene, what: AdminAct, who: PersonName): Promise<void> {
  const kept = ledger.accounts[who]
  if (what === 'delete_phone_account') {
    const alone = stage.users().find(({ user_id }) => user_id.startsWith('sms|'))
    if (alone) await stage.admin('DELETE', `/users/${encodeURIComponent(alone.user_id)}`)
    return
  }
  const account = stage.accountOf(who)
  if (account === undefined) return
  const path = `/users/${encodeURIComponent(account.user_id)}`
  if (what === 'delete_account') {
    await stage.admin('DELETE', path)
    ledger.accounts[who] = newAccount()
    return
  }
  if (what === 'unlink_phone') {
    const phone = account.identities.find(({ provider }) => provider === 'sms')
    if (phone === undefined) return
    const owned = phone.profileData?.['phone_number']
    await stage.admin('DELETE', `${path}/identities/sms/${phone.user_id}`)
    makeUnsure(kept)
    const known = NUMBERS.find((each) => each === owned)
    if (known !== undefined) ledger.unsureNumbers.add(known)
    return
  }
  kept.blocked = what === 'block_account'
  await stage.admin('PATCH', path, { blocked: kept.blocked })
}
