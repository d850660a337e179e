import { setTimeout as wait } from 'node:timers/promises'

import type { Outcome } from '../../tests/journeys/support/app.ts'
import type { CallRecord } from '../local-tenant/call-log.ts'
import type { Plan } from '../local-tenant/rate-limits/plans.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { emptyBucket } from './empty-bucket.ts'
import { gather } from './gather.ts'
import { LINKS_ALLOWED } from './links-allowed.ts'
import { countRefusals } from './obeyed-refusals.ts'
import { ratio } from './median.ts'
import type { Given, Measured, Section } from './report.ts'
import { ADD_PHONE, logIn } from './visitor.ts'

export const plans: Section = {
  name: 'plans',
  about: "links per second under each plan's limits of the Management API",
  measure,
}

/** More people come than the plan lets through. */
const OVERLOAD = 1.25

type PlanFigures = {
  plan: Plan
  allowed: number
  came: number
  perSecond: number
  firstTry: number
  refusals: number
  obeyed: number
  inTheEnd: number
}

async function measure({ quick, tenant: borrow, progress }: Given): Promise<Measured> {
  const tenant = await borrow()
  const seconds = quick ? 3 : 10
  const measured: PlanFigures[] = []
  for (const plan of Object.keys(LINKS_ALLOWED) as Plan[]) {
    progress.step(`People add phones on the plan ${plan}`)
    measured.push(await measurePlan(tenant, plan, seconds))
  }
  return {
    tables: [
      {
        title: 'Links per second by plan',
        head: [
          ...['plan', 'allowed, links/s', 'came', 'links/s', 'of what is allowed', 'linked at first try'],
          ...['429s', 'obeyed', 'linked in the end'],
        ],
        rows: measured.map((each) => [
          ...[each.plan, each.allowed.toFixed(2), each.came, each.perSecond.toFixed(2)],
          ...[ratio(each.perSecond, each.allowed), each.firstTry, each.refusals, each.obeyed, each.inTheEnd],
        ]),
        note: `For ${seconds} seconds ${OVERLOAD} times as many people a second as the plan allows enter the last code, with the burst used up before; links made in these seconds are counted. Limits are Auth0's as the local tenant has them, on the Management API alone; linking counts as writing users where a plan limits those. A 429 is obeyed where the same call does not come again before the second that the answer named. Whoever is refused tries once more when there is no limit. Where hardly any 429 was met, this machine was slower than the plan.`,
      },
    ],
    promises: measured.flatMap((each) => [
      {
        promise: `every 429 is obeyed on the plan ${each.plan}`,
        found: `${each.obeyed} of ${each.refusals}`,
        holds: each.obeyed === each.refusals,
      },
      {
        promise: `nobody is lost on the plan ${each.plan}`,
        found: `${each.inTheEnd} of ${each.came} linked in the end`,
        holds: each.inTheEnd === each.came,
      },
    ]),
    curves: {
      plans: measured.map(({ plan, allowed, perSecond }) => ({ plan, allowed, measured: perSecond })),
    },
  }
}

async function measurePlan(tenant: BenchTenant, plan: Plan, seconds: number): Promise<PlanFigures> {
  const { control } = tenant
  const allowed = LINKS_ALLOWED[plan]
  const waiting = await gather(
    Array.from({ length: Math.ceil(allowed * OVERLOAD * seconds) }, () => tenant.visitor()),
  )
  await control.limitLikePlan(plan, ['management'])
  await emptyBucket(tenant, plan)
  await control.clearCalls()
  const started = Date.now()
  const outcomes = await Promise.all(
    waiting.map(async ({ visitor, enter }, index) => {
      await wait((index / (allowed * OVERLOAD)) * 1000)
      return { visitor, outcome: await enter() }
    }),
  )
  const calls = (await control.calls()).filter(({ from_action }) => from_action)
  await control.limitLikePlan(null)
  const refused = outcomes.filter(({ outcome }) => !isLinked(outcome))
  let healed = 0
  for (const { visitor } of refused) if (isLinked(await logIn(visitor, ADD_PHONE))) healed += 1
  const firstTry = outcomes.length - refused.length
  return {
    ...{ plan, allowed, came: outcomes.length, firstTry, inTheEnd: firstTry + healed },
    perSecond: countLinks(calls, started, started + seconds * 1000) / seconds,
    ...countRefusals(calls),
  }
}

const isLinked = ({ id }: Outcome): boolean =>
  id.phone_link?.status === 'linked' || id.phone_link?.status === 'already_linked'

/** Links made from one moment to another, in milliseconds since the epoch. */
function countLinks(calls: readonly CallRecord[], from: number, to: number): number {
  return calls.filter(({ method, path, status, at }) => {
    const when = Date.parse(at)
    return method === 'POST' && path.endsWith('/identities') && status === 201 && when >= from && when < to
  }).length
}
