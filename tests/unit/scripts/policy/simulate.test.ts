import { judgeTypedNumber } from '../../../../lib/adapters/typed-number.ts'
import { simulate, withoutBudget } from '../../../../scripts/policy/simulate.ts'
import { SIMULATIONS, WIDE_RANGE } from '../../../../scripts/policy/simulations.ts'
import { spellingsOf } from '../../../../scripts/policy/spellings.ts'
import { seededChance } from '../../../../scripts/policy/seeded-chance.ts'

const byName = SIMULATIONS.map((simulation) => [simulation.name, simulation] as const)

describe('T16 T18 no attack makes the tenant send more than the caps state', () => {
  test.each(byName)('%s', async (_name, simulation) => {
    const { attempts, sent, allowed, sentWithoutCaps } = await simulate(simulation, 1)
    expect(sent).toBeLessThanOrEqual(allowed)
    // The caps are what holds it back: without them every attempt is a text, and ten times as many.
    expect(sentWithoutCaps).toBe(attempts)
    expect(sentWithoutCaps).toBeGreaterThanOrEqual(10 * allowed)
    // Whoever is allowed something gets it: an attack that fails for another cause would prove nothing.
    expect(sent).toBeGreaterThanOrEqual(0.4 * allowed)
  })

  test('is the same for the same seed, and another for another', async () => {
    const first = await simulate(WIDE_RANGE, 1)
    expect(await simulate(WIDE_RANGE, 1)).toEqual(first)
    const numbers = (seed: number) => [...WIDE_RANGE.attempts(seededChance(seed))].slice(0, 100)
    expect(numbers(2)).not.toEqual(numbers(1))
    expect((await simulate(WIDE_RANGE, 2)).sent).toBeLessThanOrEqual(first.allowed)
  })
})

test('without a budget for everybody, many accounts with a wide range of numbers are held back by nothing', async () => {
  const { attempts, sent } = await simulate(withoutBudget(WIDE_RANGE), 1)
  expect(sent).toBeGreaterThan(0.9 * attempts)
})

describe('T16 the spellings', () => {
  const spellings = spellingsOf('+4915112345678')

  test('are fifty', () => {
    expect(new Set(spellings).size).toBe(50)
  })

  test.each(spellings)('%j is the one number', (spelling) => {
    const field = { national_number: spelling, country_code_iso: 'DE' }
    expect(judgeTypedNumber(field, { countries: ['DE'], kinds: ['mobile'] })).toEqual({
      kind: 'number',
      phone: '+4915112345678',
    })
  })
})
