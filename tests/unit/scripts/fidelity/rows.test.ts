import { fidelityTables } from '../../../../scripts/fidelity/fidelity-tables.ts'
import { judgeLimits } from '../../../../scripts/fidelity/limits/hit-limits.ts'
import { type Limit, LIMITS } from '../../../../scripts/fidelity/limits/rows.ts'
import { missingFrom } from '../../../../scripts/fidelity/missing-from.ts'
import { createIds } from '../../../../scripts/fidelity/replay-ids.ts'
import { fileOf, rowProblems } from '../../../../scripts/fidelity/row-problems.ts'
import { readRows } from '../../../../scripts/fidelity/rows.ts'

const rows = readRows()
const [row = { what: '', page: '', tests: [] }] = rows.faithful

test('every row of the fidelity tables has a test that is there, and every switch a row', () => {
  const tests = [...rows.faithful, ...rows.phone_networks, ...rows.faithful_actions, ...rows.switches]
  expect(tests.flatMap((each) => each.tests).filter((name) => fileOf(name) === undefined)).toEqual([])
  expect(rowProblems(rows).filter((problem) => !problem.includes('which failed'))).toEqual([])
})

test('a row without its test, and a switch without its row, are told', () => {
  const broken = {
    ...rows,
    faithful: [{ ...row, what: 'Magic', tests: ['oidc/magic'] }],
    switches: rows.switches.slice(1),
  }
  expect(rowProblems(broken)).toEqual(
    expect.arrayContaining([
      '"Magic" names the test oidc/magic, which is not there',
      'the switch sessionAfterNestedLogin has no row',
    ]),
  )
})

test('a switch is shown with its values and its default', () => {
  expect(fidelityTables().switches[1]).toEqual([
    ...[
      '`sessionAfterNestedLogin`',
      '`outer` (default), `inner`',
      '`oidc/continue`, `tests/journeys/session-owner`',
    ],
  ])
})

describe('limits', () => {
  const limit: Limit = { limit: 'x', page: 'p', file: 'limits/x', allowed: 'ten are', refused: 'eleven are' }
  const result = (name: string, passed: boolean) => ({
    file: 'tests/local-tenant/limits/x.test.ts',
    name,
    passed,
  })

  test.each([
    [[result('ten are allowed', true), result('eleven are not', true)], 'yes', 'yes'],
    [[result('ten are allowed', false), result('eleven are not', true)], 'no', 'yes'],
    [[result('ten are allowed', true)], 'yes', 'no such test'],
    [[{ ...result('ten are allowed', true), file: 'elsewhere' }], 'no such test', 'no such test'],
  ])('%j: allowed %s, refused %s', (results, allowedHeld, refusedHeld) => {
    expect(judgeLimits([limit], results)).toEqual([{ ...limit, allowedHeld, refusedHeld }])
  })

  test('are all tested in files that are there', () => {
    expect(LIMITS.filter(({ file }) => fileOf(file) === undefined)).toEqual([])
    expect(LIMITS.length).toBeGreaterThan(45)
  })
})

test.each<[unknown, unknown, string[]]>([
  [{ a: 1, b: [{ c: 'x' }] }, { a: 2, b: [{ c: 'y', d: 1 }], e: 1 }, []],
  [{ a: 1 }, {}, ['has no /a']],
  [{ a: { b: 1 } }, { a: { b: 'x' } }, ['/a/b is string, not number']],
  [[{ a: 1 }], [{}], ['has no /0/a']],
  [[1], {}, ['the answer is no list']],
])('of the recorded answer %j, %j lacks %j', (recorded, own, missing) => {
  expect(missingFrom(recorded, own)).toEqual(missing)
})

test('a replayed request names the things of here by their ids of here', () => {
  const ids = createIds()
  ids.learn({ client_id: 'recorded-1' }, { client_id: 'here-1' })
  ids.learn(
    [{ name: 'b', id: 'recorded-2' }],
    [
      { name: 'a', id: 'here-a' },
      { name: 'b', id: 'here-b' },
    ],
  )
  expect(ids.here('/clients/recorded-1/recorded-2/recorded-3')).toBe('/clients/here-1/here-b/recorded-3')
})
