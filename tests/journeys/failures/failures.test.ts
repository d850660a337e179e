import { useStage } from '../support/stage.ts'
import { FAILURES } from './all-failures.ts'
import type { Ended, Told } from './failure.ts'

const stage = useStage()
const ALL = Object.values(FAILURES).flat()

test('docs/what-happens-when.md tells of at least thirty failures, of each once', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(30)
  expect(new Set(ALL.map(({ when }) => when)).size).toBe(ALL.length)
})

test.each(ALL)('R44 R45 when $when, what is told and logged is as documented', async (failure) => {
  const ended = await failure.play(stage)
  expectTold(ended, failure.told)
  if (failure.log !== undefined) expect(await linesOf()).toContainEqual(expect.objectContaining(failure.log))
  if (failure.logType !== undefined) {
    const types = (await stage.tenant.control.logs()).map(({ type }) => type)
    expect(types).toContain(failure.logType)
  }
})

function expectTold(ended: Ended, told: Told): void {
  if ('page' in ended) {
    expect(told).toHaveProperty('page')
    expect(ended.page.html).toContain((told as { page: string }).page)
    return
  }
  const { id, error, description = '' } = ended.outcome
  const denied = error === undefined ? undefined : /^\w+/.exec(description)?.[0]
  const { status: claim, reason } = id.phone_link ?? {}
  const seen: Told =
    denied !== undefined
      ? { denied }
      : claim === undefined
        ? 'as ever'
        : { claim, ...(reason !== undefined && { reason }) }
  expect(seen).toEqual(told)
}

/** Everything that our Actions have logged. */
async function linesOf(): Promise<unknown[]> {
  await stage.tenant.control.settled()
  const runs = await stage.tenant.control.runs()
  const lines = runs.flatMap(({ console: printed }) => printed)
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as unknown)
}
