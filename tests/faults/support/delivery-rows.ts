import type { FaultName } from '../../../scripts/faults/fault-kinds.ts'
import type { Row } from '../../../scripts/faults/rows.ts'
import type { Claims } from '../../journeys/support/app.ts'
import { deliveries } from '../../journeys/support/codes.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { codeFor, enterCode, enterPhone, fieldOf } from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import type { Seen } from '../../support/login.ts'
import { breaking } from './broken.ts'
import type { BrokenCall } from './fault-row.ts'
import { breakRow, rowsWith } from './fault-row.ts'
import type { LastingStage } from './lasting-stage.ts'

/** Somebody at the page that asks for a number. */
export type Waiting = {
  who: Person
  page: Seen
  number: string
  /** What the app is told once the code is typed. */
  finish: (arrived: Seen) => Promise<Claims>
  /** What of it has to hold. */
  wanted: Partial<Claims>
}

export type Prepare = (stage: Stage) => Promise<Waiting>

/** What has arrived at the number, by text or by call. */
const arrivedAt = async (stage: Stage, number: string) =>
  (await stage.tenant.control.inbox()).filter(({ to }) => to === number)

type BrokenDelivery = BrokenCall & {
  /** Sets the tenant up for all of the row's cells. */
  configure: (stage: Stage) => Promise<void>
  prepare: Prepare
}

/** Fails the calls of sms-provider while somebody waits for a code. */
export function breakDelivery(
  stage: LastingStage,
  journey: string,
  calls: Record<string, BrokenDelivery>,
): void {
  for (const [row, { ends, configure, prepare, ...how }] of rowsWith('sms-provider', journey, calls)) {
    describe(journey, () => {
      let usual = ''
      beforeAll(async () => {
        // Nothing is kept from one code to the next: no token, and no budget that is used up.
        await stage.tenant.control.setCache('empty')
        await configure(stage)
        await stage.begin()
        const { who, page, number } = await prepare(stage)
        usual = withoutState((await enterPhone(who, page, number)).html)
      })
      breakRow(row, ends, (_row, fault, see) => playCell(row, fault, { prepare, usual, how }, see))
    })
  }

  async function playCell(
    row: Row,
    fault: FaultName,
    { prepare, usual, how }: { prepare: Prepare; usual: string; how: Omit<BrokenCall, 'ends'> },
    see: (outcome: string) => void,
  ): Promise<void> {
    const { who, page, number, finish, wanted } = await prepare(stage)
    const before = (await arrivedAt(stage, number)).length
    const broken = breaking(stage, { ...row, fault, ...how })
    const asked = await broken(() => enterPhone(who, page, number))

    // The person sees the usual page, whatever becomes of the code.
    expect({ status: asked.status, html: withoutState(asked.html) }).toEqual({ status: 200, html: usual })
    const [said, ...more] = await deliveries(stage)
    expect(more).toEqual([])
    const isThere = async () => (await arrivedAt(stage, number)).length > before
    const word = [said?.['decision'], said?.['reason']].filter(Boolean).join(' ')
    const codePage = await getCode(word, isThere)

    // R36: no code arrives twice, and nothing is tried for ever.
    const codes = (await arrivedAt(stage, number)).slice(before).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toHaveLength(1)
    expect(await stage.tenant.control.settled()).toEqual({ retries: 0 })
    expect(await finish(await enterCode(who, codePage, await codeFor(stage, number)))).toMatchObject(wanted)

    /** As it goes on when nothing is broken any more: the platform tries again, or the person does. */
    async function getCode(word: string, isThere: () => Promise<boolean>): Promise<Seen> {
      if (word.startsWith('retry')) {
        const { nextInSeconds } = await stage.tenant.control.settled()
        await stage.tenant.control.advanceClock(nextInSeconds ?? 0)
        await stage.tenant.control.settled()
        see(`${word} → ${(await isThere()) ? 'sent' : 'nothing'}`)
        return asked
      }
      if (await isThere()) {
        see(`${word}, though it arrived`)
        return asked
      }
      const again = await who.browser.press(asked, /^Send a new code$/)
      await stage.tenant.control.settled()
      see(`${word} → asked again: ${(await isThere()) ? 'sent' : 'nothing'}`)
      expect(fieldOf(again, 'one-time-code')).toBeDefined()
      return again
    }
  }
}

const withoutState = (html: string): string => html.replace(/state=[\w-]+/g, 'state')
