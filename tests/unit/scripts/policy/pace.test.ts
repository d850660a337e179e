import { PARSING_METADATA } from '../../../../lib/adapters/parsing-metadata.ts'
import { NUMBER_TABLE } from '../../../../lib/core/number-table.ts'
import { attemptsMemory } from '../../../../scripts/policy/attempts-memory.ts'
import type { Rules } from '../../../../scripts/policy/judge-attempt.ts'
import { replay } from '../../../../scripts/policy/replay.ts'

const rules: Rules = {
  numbers: { countries: ['DE'], kinds: ['mobile'] },
  known: { table: NUMBER_TABLE, metadata: PARSING_METADATA },
  codesPerHour: undefined,
  collectNumber: false,
}

/** The dearest kind of file: no user and no number twice, all within a day, every code sent. */
async function* attempts(count: number): AsyncGenerator<string> {
  yield 'time,user,number,ip_country\n'
  for (let index = 0; index < count; index += 1) {
    const number = `+49151${String((index * 7919) % 1e8).padStart(8, '0')}`
    yield await Promise.resolve(`${1_772_366_400_000 + index * 80},auth0|${index},${number},DE\n`)
  }
}

async function measure(count: number): Promise<number> {
  let sent = 0
  const started = process.cpuUsage()
  await replay(attempts(count), rules, (line) => {
    if (line.kind === 'judged' && line.verdict.kind === 'sent') sent += 1
    return undefined
  })
  const { user, system } = process.cpuUsage(started)
  expect(sent).toBe(count)
  return (user + system) / 1000
}

test('a file four times as long takes about four times as long', async () => {
  await measure(5000)
  const ratios: number[] = []
  for (let round = 0; round < 3; round += 1) ratios.push((await measure(20_000)) / (await measure(5000)))
  // Were each line held against all lines before it, it would be sixteen times.
  expect(Math.min(...ratios)).toBeLessThan(7)
})

test('a million users of one day are held in 28 bytes each', () => {
  const before = process.memoryUsage().arrayBuffers
  const memory = attemptsMemory()
  for (let index = 0; index < 1_000_000; index += 1) {
    memory.add(`auth0|${index}`, { at: new Date(1_772_366_400_000 + index * 80), numbers: [] })
  }
  expect(memory.size()).toBe(1_000_000)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * 28 * 2 ** 20)
  expect(memory.room() * 28).toBeLessThan(30e6)
})
