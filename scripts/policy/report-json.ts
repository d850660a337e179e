import { billCountries, sumBill } from './bill.ts'
import type { Rules } from './judge-attempt.ts'
import type { Prices } from './prices.ts'
import type { Tally } from './tally.ts'

/** The report for programs. Its names are stable; costs are left out without prices. */
export function buildReport(tally: Tally, rules: Rules, prices: Prices | undefined): Record<string, unknown> {
  const { from, to, sent, refused, reasons, cappedUsers, elsewhere, bad } = tally
  const countries = billCountries(tally, prices)
  const { cost, unpriced } = sumBill(countries)
  return {
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    rules: {
      countries: rules.numbers.countries,
      types: rules.numbers.kinds,
      codes_per_hour: rules.codesPerHour ?? null,
      collect_number: rules.collectNumber,
    },
    sent,
    refused,
    reasons: Object.fromEntries(reasons),
    countries: countries.map((country) => ({
      country: country.label || null,
      sent: country.sent,
      refused: country.refused,
      ...(prices && { cost: country.cost === undefined ? null : inCents(country.cost) }),
    })),
    ...(prices && { cost: inCents(cost), sent_without_price: unpriced }),
    users_at_a_cap: cappedUsers,
    from_another_country: elsewhere,
    bad_lines: bad,
  }
}

// Sums of decimal fractions end in a long tail otherwise.
function inCents(amount: number): number {
  return Math.round(amount * 1e4) / 1e4
}
