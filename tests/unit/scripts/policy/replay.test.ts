import { PARSING_METADATA } from '../../../../lib/adapters/parsing-metadata.ts'
import { NUMBER_TABLE } from '../../../../lib/core/number-table.ts'
import type { Rules } from '../../../../scripts/policy/judge-attempt.ts'
import type { ReplayedLine } from '../../../../scripts/policy/replay.ts'
import { replay } from '../../../../scripts/policy/replay.ts'

const rules: Rules = {
  numbers: { countries: ['DE', 'GB'], kinds: ['mobile'] },
  known: { table: NUMBER_TABLE, metadata: PARSING_METADATA },
  codesPerHour: undefined,
  collectNumber: false,
}

const HEADER = 'time,user,number,ip_country'
const LINE = '2026-03-01T12:00:00Z,ada,+4915112345678,DE'

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size))
}

/** Each line that is told of, e.g. `2 sent`, `3 refused too_soon` or `4 bad: the user is empty`. */
async function play(text: string, change: Partial<Rules> = {}, size = 65_536): Promise<string[]> {
  const told: string[] = []
  const tell = (line: ReplayedLine) => void told.push(describeLine(line))
  await replay(inPieces(text, size), { ...rules, ...change }, (line) => {
    tell(line)
    return undefined
  })
  return told
}

function describeLine(replayed: ReplayedLine): string {
  if (replayed.kind === 'bad') return `${replayed.line} bad: ${replayed.problem}`
  const { line, verdict } = replayed
  return verdict.kind === 'sent' ? `${line} sent` : `${line} refused ${verdict.why}`
}

const file = (...lines: string[]) => [HEADER, ...lines].join('\n')
const at = (time: string, user = 'ada', number = '+4915112345678') =>
  `2026-03-01T${time}Z,${user},${number},DE`

describe('a file is read', () => {
  test.each<[string, string]>([
    ['with a line end after the last line', `${file(LINE)}\n`],
    ['without one', file(LINE)],
    ['with the line ends of Windows', file(LINE).replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${file(LINE)}`],
    ['with a byte order mark and quotes', `\uFEFF"time",user,number,ip_country\n${LINE}`],
    ['with quoted fields', file(LINE.replaceAll(/[^,]+/g, '"$&"'))],
    ['with spaces around fields', file(LINE.replaceAll(',', ' , '))],
    ['with names in capitals', `TIME,User,Number,IP_Country\n${LINE}`],
    ['with a small country', file(LINE.replace('DE', 'de'))],
    ['with columns in another order', `ip_country,number,user,time\n${LINE.split(',').reverse().join(',')}`],
    ['with columns of its own', `id,${HEADER},agent\n7,${LINE},"Browser, ""new"""`],
    ['with a column of its own that is named twice', `x,${HEADER},x\n7,${LINE},8`],
  ])('%s', async (_how, text) => {
    expect(await play(text)).toEqual(['2 sent'])
  })

  test('in pieces of any size', async () => {
    const text = `\uFEFF${file(LINE, '"broken', '', at('12:00:01', '"bob ""b"""'), 'x')}\r\n`
    const whole = await play(text)
    expect(whole).toHaveLength(4)
    for (const size of [1, 2, 3, 7, 50]) expect(await play(text, {}, size)).toEqual(whole)
  })

  test('with empty lines, which are counted and nothing else', async () => {
    expect(await play(`\n\n${file('', LINE, '', '', 'x')}\n\n`)).toEqual([
      '5 sent',
      '8 bad: columns: 1, and not 4',
    ])
  })
})

describe('without its columns a file is refused, and none of its contents is told', () => {
  const ALL = 'The first line must name the columns, separated by commas: time,user,number,ip_country.'
  test.each<[string, string, string]>([
    ['nothing in it', '', `${ALL} It lacks time, user, number, ip_country.`],
    ['empty lines alone', '\n\n', `${ALL} It lacks time, user, number, ip_country.`],
    ['no header', `${LINE}\n${LINE}`, `${ALL} It lacks time, user, number, ip_country.`],
    ['semicolons', file(LINE).replaceAll(',', ';'), `${ALL} It lacks time, user, number, ip_country.`],
    [
      'a broken header',
      `"time,user,number,ip_country\n${LINE}`,
      `${ALL} It lacks time, user, number, ip_country.`,
    ],
    ['a column too few', 'time,user,number\n', `${ALL} It lacks ip_country.`],
    ['a column twice', `${HEADER},user\n`, 'The first line names user twice.'],
  ])('%s', async (_what, text, message) => {
    await expect(play(text)).rejects.toThrow(new Error(message))
  })
})

describe('a bad line is named, and spoils no other', () => {
  const quotes = 'the quotes do not match, or the line is endless'
  test.each<[string, string, string]>([
    ['too few columns', 'a,b,c', 'columns: 3, and not 4'],
    ['too many columns', `${LINE},x`, 'columns: 5, and not 4'],
    [
      'a time that is none',
      LINE.replace('2026', 'soon'),
      'the time is neither ISO 8601 nor seconds or milliseconds since 1970',
    ],
    ['no user', LINE.replace('ada', ' '), 'the user is empty'],
    ['a country in words', LINE.replace('DE', 'Germany'), 'the ip_country is not a code of two letters'],
    ['a quote that is not closed', LINE.replace('ada', '"ada'), quotes],
    ['a quote that is not closed, at the end', `${LINE}"`, quotes],
    ['a quote within a field', LINE.replace('ada', 'a"d"a'), quotes],
    ['text behind a quoted field', LINE.replace('ada', '"ada" x'), quotes],
    ['quotes that match beyond the field', LINE.replace('ada', 'a"d,"a'), quotes],
    ['a line without an end', `${LINE}${'x'.repeat(200_000)}`, quotes],
    ['a time before the line before', at('11:59:59'), 'earlier than line 2'],
  ])('%s', async (_what, bad, problem) => {
    // Three attempts are free: had the bad line counted, the last one would have to wait.
    expect(await play(file(LINE, bad, at('12:00:02'), at('12:00:03')))).toEqual([
      ...['2 sent', `3 bad: ${problem}`, '4 sent', '5 sent'],
    ])
  })

  test('whatever is bad, the sentence has nothing of the line', async () => {
    const text = file('secret-time,secret-user,+4915112345678,DE', '"secret-user', 'secret-user,a,b,c,d')
    expect((await play(text)).join()).not.toMatch(/secret|4915/)
  })

  test('of a field over two lines both lines are bad', async () => {
    const text = file(LINE.replace('ada', '"ada\nlovelace"'), at('12:00:02'))
    expect(await play(text)).toEqual([`2 bad: ${quotes}`, `3 bad: ${quotes}`, '4 sent'])
  })
})

describe('time', () => {
  test('may stand still', async () => {
    expect(await play(file(LINE, LINE))).toEqual(['2 sent', '3 sent'])
  })

  test('that goes back is told with the line that is later, and counts for nothing', async () => {
    const text = file(at('12:00:00'), at('12:05:00'), at('12:00:01'), at('12:04:59'), at('12:05:00'))
    expect(await play(text)).toEqual([
      '2 sent',
      '3 sent',
      '4 bad: earlier than line 3',
      '5 bad: earlier than line 3',
      '6 sent',
    ])
  })
})

describe('numbers are read as people of that country type them', () => {
  test.each<[number: string, country: string, expected: string]>([
    ['0151 12345678', 'DE', 'sent'],
    ['07400 123456', 'GB', 'sent'],
    ['0044 7400 123456', 'DE', 'sent'],
    ['0151 12345678', '', 'refused country_unknown'],
    ['0151 12345678', 'XX', 'refused country_not_allowed'],
    ['0151 12345678', 'T1', 'refused country_not_allowed'],
    ['', 'DE', 'refused unreadable'],
    ['+18765550100', 'JM', 'refused country_not_allowed'],
    ['+498001234567', 'DE', 'refused kind_not_allowed'],
  ])('%j of %j', async (number, country, expected) => {
    expect(await play(file(`2026-03-01T12:00:00Z,ada,${number},${country}`))).toEqual([`2 ${expected}`])
  })
})

test('R33 what is remembered is remembered from line to line, and by user', async () => {
  const tries = ['12:00:00', '12:00:01', '12:00:02', '12:00:03', '12:01:02'].map((time) => at(time))
  expect(await play(file(...tries, at('12:01:03', 'bob')))).toEqual([
    ...['2 sent', '3 sent', '4 sent', '5 refused too_soon', '6 sent', '7 sent'],
  ])
})
