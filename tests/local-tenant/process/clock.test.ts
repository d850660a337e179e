import { hostClock } from '../../../scripts/local-tenant/world.ts'

// What waits for a moment of the tenant's time.

const SECOND = 1000

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') })
})
afterEach(() => {
  jest.useRealTimers()
})

function clockWith(...seconds: number[]) {
  const clock = hostClock()
  const rung: number[] = []
  const start = clock.now().getTime()
  for (const each of seconds) clock.at(new Date(start + each * SECOND), () => rung.push(each))
  return { clock, rung }
}

test.each<[string, (clock: ReturnType<typeof hostClock>, seconds: number) => void]>([
  ['passes', (_, seconds) => jest.advanceTimersByTime(seconds * SECOND)],
  ['is moved', (clock, seconds) => clock.advance(seconds)],
])('it is called when time %s, earliest first, and once', (_name, pass) => {
  const { clock, rung } = clockWith(20, 10, 30)
  pass(clock, 9)
  expect(rung).toEqual([])
  pass(clock, 1)
  expect(rung).toEqual([10])
  pass(clock, 100)
  expect(rung).toEqual([10, 20, 30])
})

test('time that was moved counts for what has still to pass', () => {
  const { clock, rung } = clockWith(10)
  clock.advance(7)
  jest.advanceTimersByTime(2 * SECOND)
  expect(rung).toEqual([])
  jest.advanceTimersByTime(SECOND)
  expect(rung).toEqual([10])
})

test('a moment months away is not reached at once', () => {
  const { clock, rung } = clockWith(100 * 86_400)
  jest.advanceTimersByTime(99 * 86_400 * SECOND)
  expect(rung).toEqual([])
  clock.advance(86_400)
  expect(rung).toEqual([100 * 86_400])
})

test('a moment that has passed is reached at once', () => {
  expect(clockWith(-1).rung).toEqual([-1])
})

test('a reset forgets what waits', () => {
  const { clock, rung } = clockWith(10)
  clock.advance(5)
  clock.reset()
  clock.advance(100)
  jest.advanceTimersByTime(100 * SECOND)
  expect([rung, clock.offset()]).toEqual([[], 100 * SECOND])
})
