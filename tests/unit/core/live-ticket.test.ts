import { isLive } from '../../../lib/core/live-ticket.ts'
import { minutesBefore } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const SECOND = 1 / 60

test.each<[sentence: string, minutesAgo: number, expected: boolean]>([
  ['that was sealed this moment is live', 0, true],
  ['is live for ten minutes less a second', 10 - SECOND, true],
  ['is live for ten minutes', 10, true],
  ['R23 is dead a second later', 10 + SECOND, false],
  ['R23 is dead the next day', 24 * 60, false],
  ['T30 from a clock that is ahead by less than five minutes is live', -5 + SECOND, true],
  ['T30 from a clock five minutes ahead is live', -5, true],
  ['T30 from further in the future is not', -5 - SECOND, false],
])('R34 a ticket %s', (_sentence, minutesAgo, expected) => {
  expect(isLive({ owner: 'o', startedAt: minutesBefore(NOW, minutesAgo) }, NOW)).toBe(expected)
})

test('R34 a ticket whose time cannot be read is dead', () => {
  expect(isLive({ owner: 'o', startedAt: new Date(NaN) }, NOW)).toBe(false)
})
