import { compileCountries } from './compile-countries.ts'
import { judgeAttempt } from './judge-attempt.ts'
import type { Memory, Rules } from './judge-attempt.ts'
import { quickFingerprints } from './quick-fingerprints.ts'
import { readRules } from './read-rules.ts'
import { emptyMemory } from './replay.ts'
import { seededChance } from './seeded-chance.ts'
import type { Simulation } from './simulations.ts'
import { SIMULATIONS, WIDE_RANGE } from './simulations.ts'
import { inGroups, renderTable } from './table.ts'

/** How many codes an attack makes the tenant send. */
export type Simulated = Pick<Simulation, 'name' | 'allowed' | 'because'> & {
  attempts: number
  sent: number
  /** By the same rules where nothing is ever remembered, every country is allowed and no budget is set. */
  sentWithoutCaps: number
}

/** Plays an attack; the same one for the same seed. */
export async function simulate(simulation: Simulation, seed: number): Promise<Simulated> {
  const rules = await rulesOf(simulation)
  const { name, allowed, because } = simulation
  const capped = count(simulation, rules, emptyMemory(), seed)
  const uncapped = count(simulation, withoutCaps(rules), forgetfulMemory(), seed)
  return { name, allowed, because, ...capped, sentWithoutCaps: uncapped.sent }
}

function count(
  simulation: Simulation,
  rules: Rules,
  memory: Memory,
  seed: number,
): { attempts: number; sent: number } {
  const counted = { attempts: 0, sent: 0 }
  for (const attempt of simulation.attempts(seededChance(seed))) {
    counted.attempts += 1
    if (judgeAttempt(attempt, rules, memory).kind === 'sent') counted.sent += 1
  }
  return counted
}

function rulesOf({ countries, codesPerHour }: Simulation): Promise<Rules> {
  const perHour = codesPerHour === undefined ? {} : { codesPerHour: String(codesPerHour) }
  return readRules({ countries: countries.join(','), ...perHour }, undefined, compileCountries)
}

/** Only to show that there is something to be held back: no tenant is ever like this. */
function withoutCaps(rules: Rules): Rules {
  const countries = Object.keys(rules.known.table)
  return {
    ...rules,
    numbers: { countries, kinds: ['mobile', 'fixed_line', 'voip'] },
    codesPerHour: undefined,
  }
}

function forgetfulMemory(): Memory {
  return {
    attempts: { of: () => [], add: () => undefined },
    codes: { judge: () => undefined, count: () => undefined },
    fingerprints: quickFingerprints(),
  }
}

/** Every attack in a table, and what the tenant's own budget is good for. */
export async function renderSimulations(seed: number): Promise<string> {
  const simulated: Simulated[] = []
  for (const simulation of SIMULATIONS) simulated.push(await simulate(simulation, seed))
  const rows = simulated.map(({ name, attempts, allowed, sent, sentWithoutCaps, because }) => {
    return [name, attempts, allowed, sent, sentWithoutCaps, because]
  })
  const head = ['Attack, over 24 hours', 'Attempts', 'Caps allow', 'Sent', 'Without caps', 'The cap']
  const unset = await simulate(withoutBudget(WIDE_RANGE), seed)
  const advice = `Without CODES_PER_HOUR the wide range is sent ${inGroups(unset.sent)} codes: set it.`
  return `${renderTable(head, rows)}\n\n${advice}`
}

/** What is left are the caps of each account. */
export function withoutBudget({ name, attempts, countries, allowed, because }: Simulation): Simulation {
  return { name, attempts, countries, allowed, because }
}
