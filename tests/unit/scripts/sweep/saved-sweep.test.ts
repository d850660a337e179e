import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, Sweep } from '../../../../scripts/sweep/job.ts'
import { newSweep } from '../../../../scripts/sweep/job.ts'
import { isOfJob, keepSweep, readSavedSweep, savedSweepOf } from '../../../../scripts/sweep/saved-sweep.ts'

const folder = mkdtempSync(join(tmpdir(), 'sweep-'))
afterAll(() => rmSync(folder, { recursive: true }))

const JOB: Job = { host: 'acme.eu.auth0.com', olderThanDays: 30, deletes: true }
const SWEEP: Sweep = {
  ...newSweep(JOB, new Date('2026-03-03T00:00:00.000Z')),
  place: { madeAt: '2026-01-01T00:00:00.000Z', ids: ['sms|a', 'sms|b'], isPast: true },
  tally: { seen: 9, leftOver: 3, deleted: 2, unmarked: 1, gone: 1, kept: { blocked: 1 } },
  beyondReach: ['2026-01-01T00:00:00.000Z'],
}
let file = ''
beforeEach(() => {
  file = join(mkdtempSync(join(folder, 'run-')), 'deep', 'place.json')
})

describe('what a sweep saved', () => {
  test('is read as it was', () => {
    expect(readSavedSweep(file)).toBeUndefined()
    keepSweep(file, 0).save(SWEEP)
    expect(readSavedSweep(file)).toEqual({ sweep: SWEEP, idsLength: 0 })
  })

  test('can be read by its owner alone, as can the ids', () => {
    const keeper = keepSweep(file, 0)
    keeper.addId('sms|a')
    keeper.save(SWEEP)
    if (process.platform === 'win32') return
    expect([file, `${file}.ids`].map((each) => statSync(each).mode & 0o077)).toEqual([0, 0])
  })

  test('holds the ids of all runs, without those written after the last save of a killed one', () => {
    const first = keepSweep(file, 0)
    first.addId('sms|a')
    first.addId('sms|ü')
    first.save(SWEEP)
    writeFileSync(`${file}.ids`, 'sms|lost\n', { flag: 'a' })
    const second = keepSweep(file, readSavedSweep(file)?.idsLength ?? NaN)
    second.addId('sms|b')
    second.save(SWEEP)
    expect(second.ids()).toEqual(['sms|a', 'sms|ü', 'sms|b'])
  })

  test('begins without the ids of a sweep that was given up', () => {
    const first = keepSweep(file, 0)
    first.addId('sms|a')
    first.save(SWEEP)
    expect(keepSweep(file, 0).ids()).toEqual([])
  })

  test('does not grow when the list of ids was lost', () => {
    expect(keepSweep(file, 500).ids()).toEqual([])
    expect(readFileSync(`${file}.ids`, 'utf8')).toBe('')
  })

  test('is removed as a whole', () => {
    const keeper = keepSweep(file, 0)
    keeper.save(SWEEP)
    keeper.remove()
    expect([file, `${file}.ids`, `${file}.part`].map((each) => existsSync(each))).toEqual([
      false,
      false,
      false,
    ])
  })

  test.each([
    ['no JSON', 'hello'],
    ['JSON of others', '{"version":1}'],
    ['nothing', 'null'],
    ['half a file', '{"what":"a sweep of left-over phone accounts","vers'],
    ['another version', '{"what":"a sweep of left-over phone accounts","version":2}'],
  ])('is never mistaken for %s', (_, text) => {
    const other = join(mkdtempSync(join(folder, 'run-')), 'other.json')
    writeFileSync(other, text)
    expect(() => readSavedSweep(other)).toThrow(
      `${other} is not what a sweep saved. Remove it, or give --resume-file another name.`,
    )
    expect(readFileSync(other, 'utf8')).toBe(text)
  })

  test('cannot be a folder', () => {
    expect(() => readSavedSweep(folder)).toThrow(`${folder} cannot be read (EISDIR).`)
  })
})

test.each<[string, Partial<Job>, boolean]>([
  ['the same', {}, true],
  ['another host', { host: 'other.eu.auth0.com' }, false],
  ['other days', { olderThanDays: 31 }, false],
  ['one that only lists', { deletes: false }, false],
])('a saved sweep belongs to a job: %s', (_, changes, belongs) => {
  expect(isOfJob(SWEEP, { ...JOB, ...changes })).toBe(belongs)
})

test('each host has a file that every file system takes', () => {
  expect(savedSweepOf('localhost:3443')).toBe('.cache/sweep-localhost-3443.json')
})
