import type { Mutant } from '../../../../scripts/mutation/mutant.ts'
import { firstNamedRow } from '../../../../scripts/mutation/rules.ts'
import { asPercent, scoreOf } from '../../../../scripts/mutation/score.ts'
import type { KnownSurvivor } from '../../../../scripts/mutation/survivors.ts'
import { compareSurvivors, readKnownSurvivors } from '../../../../scripts/mutation/survivors.ts'

const survivor: Mutant = {
  ...{ file: 'lib/core/a.ts', line: 7, mutator: 'StringLiteral', original: "'a'", replacement: '""' },
  ...{ fate: 'survived', killedBy: undefined, within: 'a' },
}
const killed: Mutant = { ...survivor, original: "'b'", fate: 'killed', killedBy: 'a.test.ts: R10 it holds' }
const known: KnownSurvivor = {
  ...{ file: survivor.file, mutator: survivor.mutator, original: survivor.original, replacement: '""' },
  ...{ times: 1, reason: 'Nobody reads it.' },
}

describe('what survives', () => {
  test.each<[string, Mutant[], KnownSurvivor[], RegExp | undefined]>([
    ['with a reason is well', [survivor, killed], [known], undefined],
    ['without a reason is told', [survivor], [], /a\.ts:7 survives without a reason: 'a' → ""/],
    [
      'as another change is told',
      [{ ...survivor, replacement: "'x'" }],
      [known],
      /survives without a reason/,
    ],
    ['in another file is told', [{ ...survivor, file: 'lib/core/b.ts' }], [known], /b\.ts:7 survives/],
    ['once more than is known is told', [survivor, survivor], [known], /survives 2 times, not 1/],
    ['no more leaves a reason that is told', [killed], [known], /out of date: 'a' → "" survives 0 times/],
    ['where nothing was tried is left aside', [], [known], undefined],
  ])('%s', (_sentence, mutants, reasons, problem) => {
    const problems = compareSurvivors(mutants, reasons).join('\n')
    expect(problems).toMatch(problem ?? /^$/)
  })

  test('has a reason that is a sentence', () => {
    for (const { reason } of readKnownSurvivors()) expect(reason).toMatch(/^[A-Z].{20,}\.$/)
  })
})

describe('the score', () => {
  const many = (count: number, mutant: Mutant): Mutant[] => Array.from({ length: count }, () => mutant)

  test.each<[string, Mutant[], string]>([
    ['counts what was killed among what was judged', [...many(3, killed), survivor], '75.0'],
    ['leaves out what could not be loaded', [killed, { ...survivor, fate: 'not_loaded' }], '100.0'],
    ['is never rounded up', [...many(1899, killed), ...many(101, survivor)], '94.9'],
    ['is full where there is nothing to break', [], '100.0'],
  ])('%s', (_sentence, mutants, percent) => {
    expect(asPercent(scoreOf(mutants))).toBe(percent)
  })
})

test.each([
  ['a.test.ts: R16 T09 it is denied', true],
  ['a.test.ts: removing R15 the last way in stays', true],
  ['a.test.ts: PROOF10 is no row, nor is R1', false],
  [undefined, false],
])('whether a test names a row: %s', (killedBy, isNamed) => {
  expect(firstNamedRow({ ...killed, killedBy }) !== undefined).toBe(isNamed)
})
