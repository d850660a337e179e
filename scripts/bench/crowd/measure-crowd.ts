import { setTimeout as wait } from 'node:timers/promises'

import { seededChance } from '../../policy/seeded-chance.ts'
import { changeSecrets } from '../../../tests/journeys/support/bindings.ts'
import type { BenchTenant } from '../bench-tenant.ts'
import { gather } from '../gather.ts'
import type { Waiting } from '../gather.ts'
import { countRefusals } from '../obeyed-refusals.ts'
import type { Given, Measured, Section } from '../report.ts'
import { countManagementTokens } from '../run-records.ts'
import { ADD_PHONE, logIn } from '../visitor.ts'
import { judgeCrowd } from './judge-crowd.ts'
import { obeyingFetch } from './obeying-fetch.ts'
import { sharedTime } from './shared-time.ts'
import type { Story } from './story.ts'
import { isLinked, tell, tryUntilLinked } from './story.ts'
import { summarizeCrowd } from './summarize-crowd.ts'

export const crowd: Section = {
  name: 'crowd',
  about: "200 people add phones at the same time on a tenant limited like Auth0's Free plan",
  measure,
}

const SEED = 7
/**
 * Milliseconds within which everybody enters the code: five times as fast as the plan lets people through, and no faster
 * than the local tenant can work on two cores, as it is the plan that is measured.
 */
const RUSH_MS = 20_000
/** Of those who are linked, how many sign in by phone afterwards. */
const SIGN_INS = 20

async function measure({ tenant: borrow, people, progress }: Given): Promise<Measured> {
  const tenant = await borrow()
  const { control } = tenant
  // What a shop of that size would set for a day like this; the cap is not what is measured.
  await changeSecrets({ tenant, management: tenant.management }, 'sms-provider', { CODES_PER_HOUR: 'none' })
  const chance = seededChance(SEED)
  const time = sharedTime((seconds) => control.advanceClock(seconds))
  let refusedApps = 0
  const appFetch = obeyingFetch(tenant.fetch, time.now, chance, () => (refusedApps += 1))
  const visitors = Array.from({ length: people }, () => tenant.visitor(appFetch))

  progress.step(`${people} people get the text with their code`)
  const waiting = await gather(visitors)
  progress.step(`${people} people add phones at the same time`)
  await control.limitLikePlan('free')
  await control.clearCalls()
  await control.clearRuns()
  const started = { here: performance.now(), there: time.now() }
  let rush = 0
  const noteFirstTry = () => (rush = time.now())
  const stories = await Promise.all(
    waiting.map((each) =>
      time.spend(async () => {
        await wait(chance(RUSH_MS))
        return tryUntilLinked(each, time, chance, noteFirstTry)
      }),
    ),
  )
  const ended = { here: performance.now(), there: time.now() }
  const calls = await control.calls()
  const tokens = countManagementTokens(await control.runs())
  await control.limitLikePlan(null)

  progress.step('What the tenant knows is held against what people were told')
  const verdict = judgeCrowd(stories, await control.state())
  verdict.wrong.push(...(await findStrangeSignIns(tenant, stories)))
  verdict.lost.push(...(await findStuck(tenant, waiting, stories)))
  return summarizeCrowd({
    ...{ stories, verdict, tokens, refusedApps, calls },
    rush: { from: started.there, to: rush },
    seconds: {
      here: (ended.here - started.here) / 1000,
      there: (ended.there - started.there) / 1000,
    },
    ...countRefusals(calls.filter(({ from_action }) => from_action)),
  })
}

/** A phone that is linked signs in to its owner's account, in a browser that has never been here. */
async function findStrangeSignIns(tenant: BenchTenant, stories: readonly Story[]): Promise<string[]> {
  const users = await tenant.control.users()
  const linked = stories.filter(({ tries }) => isLinked(tries.at(-1)))
  const step = Math.max(1, Math.floor(linked.length / SIGN_INS))
  const strange: string[] = []
  for (const { email, phone } of linked.filter((_, index) => index % step === 0)) {
    const { id, error } = await logIn(tenant.visitorAt(email, phone), { connection: 'sms' })
    const owner = users.find((user) => user.email === email)?.user_id
    if (id.sub !== owner) strange.push(`${email}: the phone signs in to ${error ?? 'another account'}.`)
  }
  return strange
}

/** Whoever is refused in the end must be able to try again, when there is no crowd any more. */
async function findStuck(
  tenant: BenchTenant,
  waiting: readonly Waiting[],
  stories: readonly Story[],
): Promise<string[]> {
  await tenant.control.advanceClock(3600)
  const stuck: string[] = []
  for (const [index, { visitor }] of waiting.entries()) {
    if (isLinked(stories[index]?.tries.at(-1))) continue
    const made = await tell(() => logIn(visitor, ADD_PHONE))
    const became = 'broken' in made ? made.broken : made.told
    if (!isLinked(made)) stuck.push(`${visitor.email}: trying again later ended with ${became}.`)
  }
  return stuck
}
