import type { SentCode, SentCodes } from '../../../lib/core/code-budget.ts'
import { NO_CODES, countCode } from '../../../lib/core/code-budget.ts'
import { MARK_LENGTHS, buildSentCodes, parseSentCodes } from '../../../lib/protocol/sent-codes.ts'
import { minutesBefore } from '../../support/values.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

const code = (facts: Partial<SentCode> = {}): SentCode => ({
  ...{ at: NOW, number: 'n-_123', block: 'b-_1', owner: 'o-_123' },
  ...facts,
})
const memory: SentCodes = {
  latest: [code({ at: minutesBefore(NOW, 70), owner: '' }), code({ number: 'N00000' }), code()],
  counts: [
    { startedAt: minutesBefore(NOW, 65), count: 0 },
    { startedAt: NOW, count: 12_345 },
  ],
}

describe('the memory', () => {
  test.each<[string, SentCodes]>([
    ['of nothing', NO_CODES],
    ['of codes', memory],
    ['of counts alone', { ...memory, latest: [] }],
    ['of codes alone', { ...memory, counts: [] }],
    [
      'of the first second, and of one in the year 4453',
      { latest: [code({ at: new Date(0) }), code({ at: new Date('4453-01-01T00:00:00Z') })], counts: [] },
    ],
    ['of the largest count', { latest: [], counts: [{ startedAt: NOW, count: 36 ** 5 - 1 }] }],
  ])('%s comes back as it was', (_name, codes) => {
    expect(parseSentCodes(buildSentCodes(codes))).toStrictEqual(codes)
  })

  test('keeps whole seconds', () => {
    const exact = code({ at: new Date(NOW.getTime() + 999) })
    expect(parseSentCodes(buildSentCodes({ latest: [exact], counts: [] })).latest).toStrictEqual([code()])
  })

  test('of a time before 1970, which no clock tells, is of the first second', () => {
    const text = buildSentCodes({ latest: [code({ at: new Date(-1) })], counts: [] })
    expect(parseSentCodes(text).latest).toStrictEqual([code({ at: new Date(0) })])
  })

  test('that is full forgets the oldest, and fits beside a Management token', () => {
    const at = (index: number) => new Date(NOW.getTime() + index * 30_000)
    const all = Array.from({ length: 2000 }, (_, index) => code({ at: at(index) }))
    const full = all.reduce(countCode, NO_CODES)
    const text = buildSentCodes(full)
    // Auth0 takes 4096 bytes a value and 8192 in all, keys with them.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192 - 4096 - 128)
    const { latest, counts } = parseSentCodes(text)
    expect(latest).toStrictEqual(all.slice(-150))
    expect(counts).toStrictEqual(full.counts)
  })

  test('takes no more than 4096 bytes, whatever it is given', () => {
    const counts = Array.from({ length: 500 }, () => ({ startedAt: NOW, count: 36 ** 5 - 1 }))
    const text = buildSentCodes({ latest: Array.from({ length: 5000 }, () => code()), counts })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096)
    expect(parseSentCodes(text).counts).toHaveLength(16)
  })

  test('has marks of the widths that it expects', () => {
    const { number, block, owner } = code()
    expect({ number: number.length, block: block.length, owner: owner.length }).toStrictEqual(MARK_LENGTHS)
  })
})

describe('R63 a memory that somebody has damaged', () => {
  const text = buildSentCodes(memory)
  const [head = '', ...lines] = text.split('\n')

  test.each<[string, string | undefined]>([
    ['is not there', undefined],
    ['is empty', ''],
    ['is another text', 'hello'],
    ['is JSON', '{"v":1}'],
    ['is of another version', text.replace('c1', 'c2')],
    ['begins with something else', `x${head}`],
    ['begins with a code', lines.join('\n')],
    ['has a count without a number', ['c1 0000000', ...lines].join('\n')],
    ['has a count of letters that are none', ['c1 0000000Z', ...lines].join('\n')],
    ['has a count that is too long', ['c1 0000000zzzzzz', ...lines].join('\n')],
    ['has a gap in its counts', [head.replace(' ', '  '), ...lines].join('\n')],
  ])('%s: nothing is remembered', (_name, damaged) => {
    expect(parseSentCodes(damaged)).toStrictEqual(NO_CODES)
  })

  test.each<[string, string]>([
    ['is cut', (lines[0] ?? '').slice(0, -1)],
    ['is too long', `${lines[0]}1234567`],
    ['is empty', ''],
    ['has letters of another alphabet', (lines[0] ?? '').replace('n', 'ñ')],
    ['has a time in capitals', (lines[0] ?? '').toUpperCase()],
    ['ends in another line break', `${lines[0]}\r`],
  ])('by a line that %s: the others are remembered', (_name, line) => {
    const damaged = [head, line, ...lines.slice(1)].join('\n')
    expect(parseSentCodes(damaged)).toStrictEqual({ ...memory, latest: memory.latest.slice(1) })
  })

  test('anywhere, gives times and marks all the same', () => {
    for (let index = 0; index < text.length; index += 1) {
      for (const other of ['\0', '\n', ' ', 'z', '-', '𝟘']) {
        const { latest, counts } = parseSentCodes(text.slice(0, index) + other + text.slice(index + 1))
        for (const { at } of latest) expect(at.getTime()).not.toBeNaN()
        for (const { startedAt, count } of counts) expect(startedAt.getTime() + count).not.toBeNaN()
      }
    }
  })
})
