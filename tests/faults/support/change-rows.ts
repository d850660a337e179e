import type { FaultName } from '../../../scripts/faults/fault-kinds.ts'
import { FAULT_KINDS } from '../../../scripts/faults/fault-kinds.ts'
import type { Outcome } from '../../journeys/support/app.ts'
import { useSmsProvider, useTenantsOwnProvider } from '../../journeys/support/codes.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  person,
  signInByEmail,
  signInByPhone,
} from '../../journeys/support/steps.ts'
import type { Row } from '../../../scripts/faults/rows.ts'
import type { Break, Breakable } from './broken.ts'
import { breaking } from './broken.ts'
import type { BrokenCall } from './fault-row.ts'
import { breakRow, rowsWith } from './fault-row.ts'
import { GRACES_PHONE, KEPT, makePeople, phonesIn } from './people.ts'

/** What an app learns of a login. */
export type Told = Pick<Outcome, 'error' | 'description' | 'id'>

export type Played = {
  /** Of the login in which the fault happened. */
  first: Told
  /** The person tries again, when nothing is broken any more. */
  next: () => Promise<Told>
  /** What it is called when it works at once. */
  wanted: string
  /** The account's number when all is over. */
  left: string | undefined
  /** What else has come of it. */
  besides?: string
}

/** A person's journey, up to and with the request in which the call is made. */
export type Play = (stage: Stage, broken: Break) => Promise<Played>

/**
 * A fault leaves behind one of two states: nothing of the call was done, or all of it. Logins by phone take as long as
 * the rest of a cell, so they are tried after one fault of each kind.
 */
const LEFT_BEHIND: readonly FaultName[] = ['reset', 'answer lost']

/** Fails the calls of a journey, and holds every cell to all that has to hold whatever fails. */
export function breakJourney(
  stage: Stage,
  { action, journey, play, where }: { action: string; journey: string; play: Play; where?: Breakable },
  calls: Record<string, BrokenCall>,
): void {
  for (const [row, { ends, ...how }] of rowsWith(action, journey, calls)) {
    breakRow(row, ends, (_row, fault, see) => playCell(stage, row, fault, how, see))
  }

  async function playCell(
    stage: Stage,
    row: Row,
    fault: FaultName,
    how: Omit<BrokenCall, 'ends'>,
    see: (outcome: string) => void,
  ): Promise<void> {
    // So that every call is made in every journey, whatever one before it has kept.
    await stage.tenant.control.setCache('empty')
    const { ada, grace } = await makePeople(stage)
    const bystander = await stage.management.users.get(grace)
    const broken = breaking(stage, { ...row, fault, ...how }, where)

    const { first, next, wanted, left, besides } = await play(stage, broken)
    const isDone = wordFor(first) === wanted
    if (!isDone) await expectLogged(stage, row, fault, how)
    if (first.error === undefined) expect(first.id.sub).toBe(ada)
    await expectNoWrongLink(stage, ada, grace)
    if (LEFT_BEHIND.includes(fault)) await expectLeftOversGetNowhere(stage)

    const second = isDone ? undefined : await next()
    const ended = second ? `${wordFor(first)} → next: ${wordFor(second)}` : wanted
    see(besides === undefined ? ended : `${ended}, ${besides}`)
    if (second) expect(second.id.sub).toBe(ada)

    // The email login is as it was, and whatever was left over is gone after it.
    expect((await signInByEmail(await person(stage), ADA)).id.sub).toBe(ada)
    const linked = left === undefined ? [] : [{ owner: ada, number: left }]
    const phones = await phonesIn(stage)
    expect(phones).toEqual(expect.arrayContaining([{ owner: grace, number: GRACES_PHONE }, ...linked]))
    expect(phones).toHaveLength(1 + linked.length)
    if (left !== undefined && LEFT_BEHIND.includes(fault)) {
      expect((await signInByPhone(await person(stage), left)).id.sub).toBe(ada)
    }
    const user = await stage.management.users.get(ada)
    expect(user).toMatchObject(KEPT)
    expect(user.app_metadata).not.toHaveProperty('phone_link_pending')
    expect(await stage.management.users.get(grace)).toEqual(bystander)
  }
}

/** As the matrix says it: `linked`, `refused link_failed`, `denied not_available`. */
function wordFor({ error, description, id }: Told): string {
  if (error !== undefined) return `denied ${(description ?? '').split(':')[0] ?? error}`
  const { status, reason } = id.phone_link ?? {}
  if (status === undefined) return 'signed in'
  return reason === undefined ? status : `${status} ${reason}`
}

/** Whoever reads the log finds the call and how it failed; of two that failed, the first. */
async function expectLogged(
  stage: Stage,
  { action, call }: Row,
  fault: FaultName,
  { also }: Omit<BrokenCall, 'ends'>,
): Promise<void> {
  if (also) return
  const runs = await stage.tenant.control.runs()
  const lines = runs.filter(({ action_name }) => action_name === action).flatMap((run) => run.console)
  expect(lines.join('\n')).toContain(`${call}_${FAULT_KINDS[fault].cause}`)
}

/** Every number is where its owner has proven it, or nobody's; two are on one account only while that is known. */
async function expectNoWrongLink(stage: Stage, ada: string, grace: string): Promise<void> {
  const all = await phonesIn(stage)
  const ofGrace = all.filter(({ owner }) => owner === grace)
  expect(ofGrace).toEqual([{ owner: grace, number: GRACES_PHONE }])
  const others = all.filter(({ owner }) => owner !== grace)
  for (const { owner, number } of others) {
    expect(owner === ada || owner.startsWith('sms|')).toBe(true)
    expect([PHONE, OTHER_PHONE]).toContain(number)
  }
  expect(new Set(others.map(({ number }) => number)).size).toBe(others.length)
  if (others.filter(({ owner }) => owner === ada).length > 1) {
    const { app_metadata } = await stage.management.users.get(ada)
    expect(app_metadata).toHaveProperty('phone_link_pending')
  }
}

/** Somebody who has the number of a phone account that was left over, where texts are sent to anybody. */
async function expectLeftOversGetNowhere(stage: Stage): Promise<void> {
  const leftOver = (await phonesIn(stage)).filter(({ owner }) => owner.startsWith('sms|'))
  if (leftOver.length === 0) return
  await useTenantsOwnProvider(stage)
  try {
    for (const { number } of leftOver) {
      const finder = await signInByPhone(await person(stage), number)
      expect(finder.error).toBe('access_denied')
    }
  } finally {
    await useSmsProvider(stage)
  }
}
