import { newSweep } from '../../../../scripts/sweep/job.ts'
import { KEPT } from '../../../../scripts/sweep/judge-left-over.ts'
import { sweepProgress } from '../../../../scripts/sweep/sweep-progress.ts'
import type { Finding, Tally } from '../../../../scripts/sweep/tally.ts'
import { lineOf, summaryJson, summaryText } from '../../../../scripts/sweep/words.ts'
import { phoneAccount } from './fake-tenant.ts'

const ID = '64f1a2b3c4d5e6f708192a3b'
const NUMBER = '+4915112345678'
const ACCOUNT = phoneAccount(ID, 0, { phone_number: NUMBER, last_login: '2026-01-02T10:00:00.000Z' })
const TALLY: Tally = {
  seen: 1250,
  leftOver: 3,
  deleted: 0,
  unmarked: 2,
  gone: 0,
  kept: { blocked: 1, recent: 4 },
}
const sweepOf = (deletes: boolean, tally: Tally) => ({
  ...newSweep(
    { host: 'acme.eu.auth0.com', olderThanDays: 30, deletes },
    new Date('2026-03-03T00:00:00.000Z'),
  ),
  tally,
})

describe('a line of the list', () => {
  test.each<[Finding, string | undefined]>([
    [{ is: 'left_over' }, 'left over  sms|64f1…2a3b  …78  made 2026-01-01, last used 2026-01-02'],
    [{ is: 'deleted' }, 'deleted    sms|64f1…2a3b  …78  made 2026-01-01, last used 2026-01-02'],
    [{ is: 'unmarked' }, 'unmarked   sms|64f1…2a3b  …78  made 2026-01-01, last used 2026-01-02'],
    [{ is: 'gone' }, 'gone       sms|64f1…2a3b  …78  made 2026-01-01, last used 2026-01-02'],
    [
      { is: 'kept', reason: 'blocked' },
      'kept       sms|64f1…2a3b  …78  made 2026-01-01, last used 2026-01-02: blocked by an admin',
    ],
    [{ is: 'kept', reason: 'recent' }, undefined],
    [{ is: 'kept', reason: 'other_way_in' }, undefined],
  ])('%j', (finding, line) => {
    expect(lineOf(ACCOUNT, finding)).toBe(line)
  })

  test('of one that has no number and never logged in', () => {
    expect(lineOf(phoneAccount('a', 0), { is: 'left_over' })).toBe(
      'left over  sms|a       made 2026-01-01, never used',
    )
  })

  test('never holds a whole id or number', () => {
    const line = lineOf(ACCOUNT, { is: 'deleted' }) ?? ''
    expect(line).not.toContain(ID)
    expect(line).not.toContain(NUMBER.slice(-4))
  })
})

describe('the summary', () => {
  test('of a list says how to delete', () => {
    expect(summaryText(sweepOf(false, TALLY))).toBe(
      [
        'Phone accounts of acme.eu.auth0.com made before 2026-02-01T00:00:00.000Z:',
        '  looked at      1,250  accounts whose root identity is a phone',
        '  left over          3  by an inner login that was never completed',
        '  unmarked           2  phone accounts that no inner login is known to have made: never deleted',
        `  kept               1  ${KEPT.blocked}`,
        `  kept               4  ${KEPT.recent}`,
        '',
        'Nothing was deleted. To delete what is left over: npm run sweep -- --yes',
      ].join('\n'),
    )
  })

  test('of deletions says how many, and what search still showed', () => {
    const text = summaryText(sweepOf(true, { ...TALLY, deleted: 3, gone: 1 }))
    expect(text).toContain('\n  deleted            3  ')
    expect(text).toContain('\n  gone               1  ')
    expect(text).not.toContain('Nothing was deleted')
  })

  test('says where search did not reach', () => {
    const sweep = { ...sweepOf(false, TALLY), beyondReach: ['2026-01-01T00:00:00.000Z'] }
    expect(summaryText(sweep)).toContain('\nAt 2026-01-01T00:00:00.000Z there may be more accounts')
    expect(JSON.parse(summaryJson(sweep, []))).toMatchObject({ beyondReach: sweep.beyondReach })
  })

  test('for programs', () => {
    expect(JSON.parse(summaryJson(sweepOf(false, TALLY), [`sms|${ID}`]))).toEqual({
      ...{ host: 'acme.eu.auth0.com', olderThanDays: 30, seen: 1250, leftOver: 3, deleted: 0 },
      ...{ unmarked: 2, gone: 0, kept: { blocked: 1, recent: 4 }, ids: [`sms|${ID}`] },
    })
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean, times: number[]) => {
    let [now, text] = [0, '']
    const progress = sweepProgress({ isTTY, write: (more: string) => (text += more) }, () => now)
    const sweep = {
      ...sweepOf(true, { ...TALLY, deleted: 2 }),
      place: { madeAt: '2026-01-05T00:00:00.000Z', ids: [] },
    }
    for (const time of times) {
      now = time
      progress.show(sweep)
    }
    return text
  }
  const STATE = '… 1,250 looked at, made up to 2026-01-05; 2 deleted'

  test('is one line on a terminal, and a line now and then in a log', () => {
    expect(shown(true, [100, 200, 300, 400])).toBe(`\r\u001B[2K${STATE}\r\u001B[2K${STATE}`)
    expect(shown(false, [5000, 9999, 10_000, 15_000])).toBe(`${STATE}\n`)
  })
})
