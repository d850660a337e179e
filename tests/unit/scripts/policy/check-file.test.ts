import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'

import type { CheckOptions } from '../../../../scripts/policy/check-file.ts'
import { checkFile } from '../../../../scripts/policy/check-file.ts'
import { compileCountries } from '../../../../scripts/policy/compile-countries.ts'

const folder = mkdtempSync(join(tmpdir(), 'policy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FILE = `time,user,number,ip_country
2026-03-01T12:00:00Z,ada,+4915112345678,DE
2026-03-01T12:00:01Z,ada,0151 12345678,DE
2026-03-01T12:00:02Z,"bob, the ""builder""",+447400123456,DE
2026-03-01T12:00:03Z,ada,+4915112345678,DE
2026-03-01T12:00:04Z,ada,+4915112345678,DE
2026-03-01T12:00:05Z,eve,+18765550100,JM
2026-03-01T12:00:06Z,eve,+14165550100,JM
2026-03-01T12:00:07Z,eve,+4930123456,DE
`

class Kept extends Writable {
  text = ''
  isTTY?: boolean
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

async function check(text: string, options: CheckOptions = {}, environment: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, 'attempts.csv'), text)
  const [stdout, stderr] = [new Kept(), new Kept()]
  const around = { folder, environment, stdin: Readable.from([text]), stdout, stderr, compileCountries }
  const code = await checkFile('attempts.csv', options, around)
  return { code, out: stdout.text, err: stderr.text }
}

/** Runs of spaces are how a table is set. */
const plain = (text: string) => text.replaceAll(/ +/g, ' ')

describe('the report', () => {
  test('says what would be sent, what refused and why, and where the numbers are from', async () => {
    const { code, out, err } = await check(FILE)
    expect(plain(out)).toBe(`
8 attempts, from 2026-03-01 12:00 to 2026-03-01 12:00 UTC

Allowed: AT, CH, DE, ES, FR, GB, JP, PT; mobile. Any number of codes an hour. Universal Login asks for the number.

 Attempts
 would be sent 4 50.0%
 would be refused 4 50.0%

 Refused as Attempts Meaning
 country_not_allowed 2 of a country that is not allowed
 too_soon 1 the user must wait: the more attempts in a day, the longer
 kind_not_allowed 1 not a kind of number that is allowed; premium and toll-free never are

 Country of the number Sent Refused
 DE Germany 3 2
 GB United Kingdom 1 0
 JM Jamaica 0 1
 +1 0 1

For the cost, say what a code costs: --price 0.07, or --prices FILE.csv with the columns country,price.

Users who reach a cap of their own: 0
Attempts from another country than the number's: 1
`)
    expect(code).toBe(0)
    expect(err).toMatch(/^✓ 8 lines in \d+\.\d s\n$/)
  })

  test.each<CheckOptions>([{}, { json: true }, { price: '0.07' }])(
    'R43 names no user and no number, whatever is asked: %j',
    async (options) => {
      const { out, err } = await check(`${FILE}2026-03-01T12:00:08Z,ada,"+4915112345678,DE\n`, options)
      expect(out + err).not.toMatch(/\b(ada|bob|eve|builder)\b|49151|447400|1876|12345/)
    },
  )

  test('of a file with nothing but its header is short', async () => {
    const { code, out } = await check('time,user,number,ip_country\n')
    expect(out.trim().split('\n')).toHaveLength(3)
    expect(out).toMatch(/^\n0 attempts\n/)
    expect(code).toBe(0)
  })

  test('says what is left out, the first twenty line by line', async () => {
    const { code, out } = await check(FILE + 'x\n'.repeat(22))
    expect(out).toContain('\n22 lines were left out:\n  line 10: columns: 1, and not 4\n')
    expect(out).toContain('\n  line 29: columns: 1, and not 4\n  and 2 more\n')
    expect(out).not.toContain('line 30:')
    expect(code).toBe(2)
  })

  test('says which rules it was judged by', async () => {
    const options = { countries: 'gb,de', types: 'voip,mobile', codesPerHour: '1000', collectNumber: true }
    expect((await check(FILE, options)).out).toContain(
      'Allowed: GB, DE; mobile, voip. At most 1,000 codes an hour. A page of your own asks for the number.',
    )
  })
})

describe('the cost', () => {
  const prices = (text: string) => {
    writeFileSync(join(folder, 'prices.csv'), text)
    return 'prices.csv'
  }
  const costs = async (options: CheckOptions) => {
    const { out } = await check(FILE, options)
    return plain(out).match(/^ DE .*|^ GB .*|^ JM .*|^Cost.*/gm)
  }

  test('is that of the codes that would be sent', async () => {
    expect(await costs({ price: '0.07' })).toEqual([
      ...[' DE Germany 3 2 0.21', ' GB United Kingdom 1 0 0.07', ' JM Jamaica 0 1 0.00'],
      'Cost in all: 0.28.',
    ])
  })

  test('is told by country, and what has no price is said', async () => {
    expect(await costs({ prices: prices('price,country\n1234.5,de\n') })).toEqual([
      ...[' DE Germany 3 2 3,703.50', ' GB United Kingdom 1 0', ' JM Jamaica 0 1 0.00'],
      'Cost in all: 3,703.50, without 1 code that no price is known for.',
    ])
  })

  test('is the flat one where the file names none', async () => {
    expect((await costs({ prices: prices('country,price\nDE,0.1\n'), price: '2' }))?.at(-1)).toBe(
      'Cost in all: 2.30.',
    )
  })

  test.each<[string, string, string]>([
    ['no header', 'DE,0.07\n', 'The first line of the prices must name the columns country,price.'],
    [
      'lines that are none',
      'country,price\nDE,0.07\nGermany,1\nFR,free\n\nGB,-1\nDE,1\nUS\n',
      'Prices need a country of two letters, named once, and a price such as 0.07: see line 3, 4, 6, 7, 8.',
    ],
  ])('is not made up of %s', async (_what, text, message) => {
    await expect(check(FILE, { prices: prices(text) })).rejects.toThrow(new Error(message))
  })
})

test('as JSON it is the same', async () => {
  const { out } = await check(`${FILE}x\n`, { json: true, price: '0.07', codesPerHour: '3' })
  expect(JSON.parse(out)).toEqual({
    from: '2026-03-01T12:00:00.000Z',
    to: '2026-03-01T12:00:07.000Z',
    rules: {
      countries: ['AT', 'CH', 'DE', 'ES', 'FR', 'GB', 'JP', 'PT'],
      types: ['mobile'],
      codes_per_hour: 3,
      collect_number: false,
    },
    sent: 3,
    refused: 5,
    reasons: { hour_budget: 1, too_soon: 1, country_not_allowed: 2, kind_not_allowed: 1 },
    countries: [
      { country: 'DE', sent: 2, refused: 3, cost: 0.14 },
      { country: 'GB', sent: 1, refused: 0, cost: 0.07 },
      { country: 'JM', sent: 0, refused: 1, cost: 0 },
      { country: '+1', sent: 0, refused: 1, cost: 0 },
    ],
    cost: 0.21,
    sent_without_price: 0,
    users_at_a_cap: 0,
    from_another_country: 1,
    bad_lines: { count: 1, first: [{ line: 10, problem: 'columns: 1, and not 4' }] },
  })
})

test('as a list every line goes to stdout with its verdict, and the report does not', async () => {
  const { code, out, err } = await check(`${FILE}x\n`, { list: true })
  expect(out).toBe(`line,time,user,number,ip_country,verdict,reason
2,2026-03-01T12:00:00.000Z,ada,+4915112345678,DE,sent,
3,2026-03-01T12:00:01.000Z,ada,0151 12345678,DE,sent,
4,2026-03-01T12:00:02.000Z,"bob, the ""builder""",+447400123456,DE,sent,
5,2026-03-01T12:00:03.000Z,ada,+4915112345678,DE,sent,
6,2026-03-01T12:00:04.000Z,ada,+4915112345678,DE,refused,too_soon
7,2026-03-01T12:00:05.000Z,eve,+18765550100,JM,refused,country_not_allowed
8,2026-03-01T12:00:06.000Z,eve,+14165550100,JM,refused,country_not_allowed
9,2026-03-01T12:00:07.000Z,eve,+4930123456,DE,refused,kind_not_allowed
10,,,,,bad,"columns: 1, and not 4"
`)
  expect(err).toContain('would be refused')
  expect(code).toBe(2)
})

test('users who reach a cap are counted once each', async () => {
  const number = (index: number) => `+4915112345${index}00`
  const asked = (user: string, index: number) =>
    `2026-03-01T${String(10 + index)}:30:00Z,${user},${number(index)},DE\n`
  const rows = [0, 1, 2, 3, 4, 5].flatMap((index) => [asked('ada', index), asked('eve', index)])
  const { out } = await check(FILE.split('\n')[0] + '\n' + rows.join(''))
  expect(out).toContain('Users who reach a cap of their own: 2\n')
  expect(out).toMatch(/owner_budget +6 /)
})

describe('countries', () => {
  test('that are not among the default ones are known by a table made for them', async () => {
    const rows = ['+18762101234', '+14165550123', '+12015550123', '+4915112345678']
      .map((number, index) => `2026-03-01T12:0${index}:00Z,u${index},${number},US\n`)
      .join('')
    const { out } = await check(`time,user,number,ip_country\n${rows}`, { countries: 'US,CA' })
    expect(plain(out)).toContain(' JM Jamaica 0 1\n')
    expect(plain(out)).toContain(' country_not_allowed 2 ')
  })

  test('are those that the Actions are built for', async () => {
    const { out } = await check(FILE, {}, { PHONE_COUNTRIES: 'GB' })
    expect(out).toContain('Allowed: GB; mobile.')
    expect(plain(out)).toContain(' GB United Kingdom 1 0\n')
    expect(plain(out)).toContain(' DE Germany 0 5\n')
  })
})

describe('what cannot be done is said in a sentence', () => {
  test.each<[CheckOptions, string]>([
    [{ countries: 'DE,XX' }, 'There is no country XX: use ISO 3166 codes as in AT,DE,GB.'],
    [{ countries: 'Germany' }, '--countries: not country codes, as in AT,DE,GB.'],
    [{ types: 'pager' }, '--types: not a list of mobile, fixed_line, voip, as in mobile,voip.'],
    [{ codesPerHour: 'many' }, '--codes-per-hour: not a whole number, as in 200.'],
    [{ price: 'free' }, '--price: not an amount, as in 0.07.'],
  ])('%j', async (options, message) => {
    await expect(check(FILE, options)).rejects.toThrow(new Error(message))
  })
})
