import { NUMBER_KINDS } from '../../lib/core/number-kinds.ts'
import { billCountries, inMoney, sumBill } from './bill.ts'
import type { Rules } from './judge-attempt.ts'
import type { Prices } from './prices.ts'
import { REFUSAL_WORDS } from './refusal-words.ts'
import { inGroups, renderTable } from './table.ts'
import type { Tally } from './tally.ts'

/** How many countries are shown; JSON has all. */
const MOST_COUNTRIES = 30
const WITHOUT_PRICES =
  'For the cost, say what a code costs: --price 0.07, or --prices FILE.csv with the columns country,price.'

/** For a person who sees it for the first time. */
export function renderReport(tally: Tally, rules: Rules, prices: Prices | undefined): string {
  const parts = [renderSpan(tally), renderRules(rules)]
  if (tally.sent + tally.refused > 0) {
    parts.push(
      renderVerdicts(tally),
      renderReasons(tally),
      renderCountries(tally, prices),
      renderNotes(tally),
    )
  }
  return [...parts, renderBad(tally)].filter((part) => part !== '').join('\n\n')
}

function renderSpan({ from, to, sent, refused }: Tally): string {
  const span = from && to ? `, from ${inMinutes(from)} to ${inMinutes(to)} UTC` : ''
  return `${inGroups(sent + refused)} attempts${span}`
}

function renderRules({ numbers, codesPerHour, collectNumber }: Rules): string {
  const kinds = NUMBER_KINDS.filter((kind) => numbers.kinds.includes(kind))
  const perHour = codesPerHour === undefined ? 'Any number of' : `At most ${inGroups(codesPerHour)}`
  return [
    `Allowed: ${numbers.countries.join(', ')}; ${kinds.join(', ')}.`,
    `${perHour} codes an hour.`,
    `${collectNumber ? 'A page of your own' : 'Universal Login'} asks for the number.`,
  ].join(' ')
}

function renderVerdicts({ sent, refused }: Tally): string {
  const share = (count: number) => `${((100 * count) / (sent + refused)).toFixed(1)}%`
  return renderTable(
    ['', 'Attempts', ''],
    [
      ['would be sent', sent, share(sent)],
      ['would be refused', refused, share(refused)],
    ],
  )
}

function renderReasons({ reasons }: Tally): string {
  if (reasons.size === 0) return ''
  const rows = [...reasons].sort(([, one], [, other]) => other - one)
  return renderTable(
    ['Refused as', 'Attempts', 'Meaning'],
    rows.map(([why, count]) => [why, count, REFUSAL_WORDS[why]]),
  )
}

function renderCountries(tally: Tally, prices: Prices | undefined): string {
  const countries = billCountries(tally, prices)
  const rows = countries.slice(0, MOST_COUNTRIES).map(({ label, sent, refused, cost }) => {
    const figures = [nameOf(label), sent, refused]
    return prices ? [...figures, cost === undefined ? '' : inMoney(cost)] : figures
  })
  const head = ['Country of the number', 'Sent', 'Refused', ...(prices ? ['Cost'] : [])]
  const more = countries.length - rows.length
  const table = renderTable(head, rows) + (more > 0 ? `\n  and ${more} more; --json has all` : '')
  return `${table}\n\n${prices ? renderCost(sumBill(countries)) : WITHOUT_PRICES}`
}

function renderCost({ cost, unpriced }: { cost: number; unpriced: number }): string {
  const lacking = `, without ${inGroups(unpriced)} ${unpriced === 1 ? 'code' : 'codes'} that no price is known for`
  return `Cost in all: ${inMoney(cost)}${unpriced === 0 ? '' : lacking}.`
}

function renderNotes({ cappedUsers, elsewhere }: Tally): string {
  return [
    `Users who reach a cap of their own: ${inGroups(cappedUsers)}`,
    `Attempts from another country than the number's: ${inGroups(elsewhere)}`,
  ].join('\n')
}

function renderBad({ bad: { count, first } }: Tally): string {
  if (count === 0) return ''
  const more = count - first.length
  return [
    `${inGroups(count)} ${count === 1 ? 'line was' : 'lines were'} left out:`,
    ...first.map(({ line, problem }) => `  line ${inGroups(line)}: ${problem}`),
    ...(more > 0 ? [`  and ${inGroups(more)} more`] : []),
  ].join('\n')
}

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

function nameOf(label: string): string {
  if (label === '') return 'unknown'
  const name = /^[A-Z]{2}$/.test(label) ? REGIONS.of(label) : undefined
  return name === undefined ? label : `${label} ${name}`
}

function inMinutes(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ')
}
