import { FAULT_NAMES } from '../../scripts/faults/fault-kinds.ts'
import { buildMatrix, countCells } from '../../scripts/faults/matrix.ts'
import type { OutsideCallSite, ReadableBundle } from '../../scripts/faults/outside-calls.ts'
import { doorsIn, outsideCallsIn, readableBundles } from '../../scripts/faults/outside-calls.ts'
import { ROWS, findGaps, nameOf } from '../../scripts/faults/rows.ts'
import { bundleActions } from '../../scripts/build.ts'

let bundles: ReadableBundle[]
let sites: OutsideCallSite[]
beforeAll(async () => {
  bundles = await readableBundles()
  sites = bundles.flatMap(outsideCallsIn)
})

describe('R61 the rows are the outside calls of the bundles', () => {
  test('every call is broken, with the retries that the code has, and nothing is broken that is no call', () => {
    expect(findGaps(sites)).toEqual({ notHeld: [], notBroken: [] })
  })

  test('every row is told from the others', () => {
    expect(new Set(ROWS.map(nameOf)).size).toBe(ROWS.length)
  })

  test('every bundle has one way out, or none', () => {
    const doors = Object.fromEntries(bundles.map((bundle) => [bundle.action, doorsIn(bundle)]))
    const calling = new Set(sites.map(({ action }) => action))
    for (const [action, found] of Object.entries(doors)) {
      expect({ [action]: found }).toEqual({
        [action]: calling.has(action) ? ['lib/adapters/outside.ts'] : [],
      })
    }
  })

  test('what Auth0 runs holds the same calls', async () => {
    const built = (await bundleActions()).map(({ name, code }) => ({ action: name, code }))
    const namesIn = (all: OutsideCallSite[]) => all.map(({ action, call }) => `${action}: ${call}`).sort()
    expect(namesIn(built.flatMap(outsideCallsIn))).toEqual(namesIn(sites))
  })
})

describe('what is missing is seen', () => {
  const code = (retry: string, at = "'link'") =>
    `// lib/adapters/made-up.ts\nvar CALL = { at: ${at}, retry: ${retry} };\n`
  const callsIn = (text: string) => outsideCallsIn({ action: 'phone-gate', code: text })

  test('a call that no row breaks, and a row whose call is gone', () => {
    const [made] = callsIn(code("'never'"))
    expect(made).toEqual({
      ...{ action: 'phone-gate', call: 'link', file: 'lib/adapters/made-up.ts', retry: 'never' },
    })
    const added = [...sites, made as OutsideCallSite]
    expect(findGaps(added).notBroken).toEqual([
      'phone-gate: link of lib/adapters/made-up.ts, asked again never',
    ])
    const without = sites.filter(({ action }) => action !== 'phone-notice')
    expect(findGaps(without).notHeld).toEqual([
      'phone-notice: security_event of lib/adapters/security-events.ts, asked again never',
    ])
    const matrix = buildMatrix(added, [])
    expect(countCells(matrix)).toMatchObject({ all: (ROWS.length + 1) * FAULT_NAMES.length, wrong: 0 })
    expect(countCells(matrix).empty).toBe(countCells(matrix).all)
  })

  test('a call whose retries have changed is another call', () => {
    const changed = sites.map((site) => (site.call === 'link' ? { ...site, retry: 'never' as const } : site))
    expect(findGaps(changed).notBroken).toHaveLength(1)
    expect(findGaps(changed).notHeld).toHaveLength(1)
  })

  test.each([
    ['a name that is computed', code("'never'", 'name')],
    ['retries that nobody knows', code("'always'")],
  ])('%s stops the matrix', (_name, text) => {
    expect(() => callsIn(text)).toThrow('lib/adapters/made-up.ts calls something outside')
  })

  test('another way out', () => {
    const text = '// lib/adapters/made-up.ts\nvar http = require("node:https");\nfetch("x"); a.fetch();\n'
    expect(doorsIn({ action: 'phone-gate', code: text })).toHaveLength(2)
  })
})
