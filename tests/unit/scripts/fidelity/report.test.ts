import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '../../../../scripts/fidelity/limits/rows.ts'
import { readRecordings } from '../../../../scripts/fidelity/recordings.ts'
import { type Findings, report } from '../../../../scripts/fidelity/report.ts'
import { readRows } from '../../../../scripts/fidelity/rows.ts'

const held = LIMITS.map((limit) => ({ ...limit, allowedHeld: 'yes' as const, refusedHeld: 'yes' as const }))
const [first, ...others] = held
const recordings: Findings['recordings'] = {
  ...{ answers: 3, events: 2, held: [], met: new Map(), undescribed: [], problems: [] },
}
const fine: Findings = {
  ...{ recordings, replayed: { calls: 45, problems: [] }, limits: held, rows: readRows(), rowProblems: [] },
}
const problem = { where: 'GET /x 200', against: 'a description', difference: 'has no y' }

test('what is fine ends in a line that says how much', () => {
  const { text, problems } = report(fine)
  expect(problems).toBe(0)
  expect(text.split('\n').at(-1)).toMatch(
    new RegExp(
      `^3 answers and 2 events as described, ${LIMITS.length} limits held, \\d+ unknown; 0 problems$`,
    ),
  )
})

test.each<[string, Partial<Findings>, string]>([
  ['an answer that is not as described', { recordings: { ...recordings, problems: [problem] } }, 'has no y'],
  [
    'an import that is answered otherwise',
    { replayed: { calls: 45, problems: ['request 1: no'] } },
    'request 1: no',
  ],
  [
    'a limit that is not held',
    { limits: first ? [{ ...first, refusedHeld: 'no' }, ...others] : [] },
    'is not held',
  ],
  ['a row without its test', { rowProblems: ['"Magic" names no test'] }, '"Magic" names no test'],
])('%s is a problem', (_name, found, words) => {
  const { text, problems } = report({ ...fine, ...found })
  expect(problems).toBe(1)
  expect(text).toContain(words)
  expect(text).toMatch(/; 1 problems$/)
})

test('the same shape from two processes is one, and a line that was cut off is passed over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  try {
    const answer = (name: string) =>
      JSON.stringify({ kind: 'management', method: 'GET', route: '/x', status: 200, response: { name } })
    writeFileSync(join(folder, '1.jsonl'), `${answer('a')}\n`)
    writeFileSync(join(folder, '2.jsonl'), `${answer('b')}\n${answer('c').slice(0, 20)}`)
    expect(readRecordings(folder)).toMatchObject([{ response: { name: 'b' } }])
    expect(readRecordings(join(folder, 'none'))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
