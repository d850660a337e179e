import type { TenantState } from '../../../scripts/local-tenant/state.ts'
import type { InProcessTenant } from '../../support/in-process-tenant.ts'
import { NUMBERS } from './cast.ts'
import { signIn } from './commands/logins.ts'
import { visit } from './commands/visit.ts'
import { newLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { newStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { newTally } from './tally.ts'

/** Seconds after which nothing counts any more of what the first phones took: two days. */
const LATER = 2 * 86_400

export type Beginning = 'empty' | 'lived_in'
type Codes = 'by_our_rules' | 'to_anybody'

/**
 * How sequences begin: with nobody there, or two days after Ada and Grace have added their first phones. These two were
 * walked once, and are only copied after that.
 */
export async function beginnings(
  tenant: InProcessTenant,
): Promise<(codes: Codes, beginning: Beginning) => Promise<{ stage: Stage; ledger: Ledger }>> {
  const { state, subs } = await liveIn(tenant)
  return async (codes, beginning) => {
    const isEmpty = beginning === 'empty'
    await tenant.reset(codes, isEmpty ? undefined : state)
    tenant.clock.advance(LATER)
    const ledger = newLedger()
    if (!isEmpty) for (const person of ['ada', 'grace'] as const) ledger.accounts[person].sub = subs[person]
    return { stage: newStage(tenant), ledger }
  }
}

async function liveIn(
  tenant: InProcessTenant,
): Promise<{ state: TenantState; subs: Record<'ada' | 'grace', string> }> {
  await tenant.reset()
  const scene = { stage: newStage(tenant), ledger: newLedger(), tally: newTally() }
  for (const [at, person] of (['ada', 'grace'] as const).entries()) {
    await signIn(scene, person, person)
    const plan = { person, number: NUMBERS[at] ?? NUMBERS[0], mistypes: false }
    await visit(scene, { browser: person, app: 'app', intent: 'add', plan })
  }
  const { ada, grace } = scene.ledger.accounts
  const state = structuredClone({ ...tenant.tenant.state, sessions: [], inbox: [], transactions: [] })
  return { state, subs: { ada: ada.sub ?? '', grace: grace.sub ?? '' } }
}
