import { createPace } from '../../../../scripts/sweep/pace.ts'

/** Time that passes only by waiting. */
function pacedAt(perSecond: number) {
  let now = 1_000_000
  const sleep = (ms: number) => {
    now += ms
    return Promise.resolve()
  }
  const pace = createPace(perSecond, () => now, sleep)
  const turns = async (count: number) => {
    const began = now
    for (let turn = 0; turn < count; turn += 1) await pace.turn()
    return now - began
  }
  const limit = (remaining: string, reset: string) =>
    pace.heed(new Headers({ 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset }))
  return { pace, turns, limit, pass: (ms: number) => (now += ms) }
}

describe('requests', () => {
  test.each([
    [1, 1, 0],
    [1, 3, 2000],
    [2, 5, 2000],
    [50, 51, 1000],
  ])('%i a second: %i take %i ms', async (perSecond, count, ms) => {
    expect(await pacedAt(perSecond).turns(count)).toBe(ms)
  })

  test('are not made up for after a pause', async () => {
    const { turns, pass } = pacedAt(2)
    await turns(1)
    pass(10_000)
    expect(await turns(3)).toBe(1000)
  })
})

describe('the tenant’s rate limit', () => {
  test.each<[string, string, string, number]>([
    ['used up: until it is reset', '0', '1007', 7000],
    ['used up until long from now: a minute', '0', '9999999999', 60_000],
    ['not used up', '1', '1007', 500],
    ['reset already', '0', '900', 500],
    ['reset at no time', '0', 'soon', 500],
  ])('%s', async (_, remaining, reset, ms) => {
    const { turns, limit } = pacedAt(2)
    await turns(1)
    limit(remaining, reset)
    expect(await turns(1)).toBe(ms)
  })

  test('is not waited for where the answer says nothing of it', async () => {
    const { turns, pace } = pacedAt(2)
    await turns(1)
    pace.heed(new Headers())
    expect(await turns(1)).toBe(500)
  })
})
