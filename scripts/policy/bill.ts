import type { Prices } from './prices.ts'
import type { Tally } from './tally.ts'

/** One country's line of the bill. */
export type BilledCountry = {
  label: string
  sent: number
  refused: number
  /** Undefined where no price is known. */
  cost: number | undefined
}

/** Countries with the most codes first. */
export function billCountries({ countries }: Tally, prices: Prices | undefined): BilledCountry[] {
  return [...countries]
    .map(([label, { sent, refused }]) => ({ label, sent, refused, cost: priceOf(label, sent, prices) }))
    .sort((one, other) => other.sent - one.sent || other.refused - one.refused)
}

function priceOf(country: string, sent: number, prices: Prices | undefined): number | undefined {
  if (sent === 0) return prices && 0
  const price = prices?.(country)
  return price && sent * price
}

/** @returns the sum, and codes that would be sent without a price being known */
export function sumBill(countries: readonly BilledCountry[]): { cost: number; unpriced: number } {
  return {
    cost: countries.reduce((sum, { cost = 0 }) => sum + cost, 0),
    unpriced: countries.reduce((sum, { sent, cost }) => (cost === undefined ? sum + sent : sum), 0),
  }
}

/** An amount without its currency, e.g. 1,234.50. */
export function inMoney(amount: number): string {
  return amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}
