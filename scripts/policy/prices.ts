import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'

/** What a code to a country costs, in whatever currency; undefined where it is not known. */
export type Prices = (country: string) => number | undefined

/**
 * @param file path of a CSV file with the columns `country` and `price`
 * @param flat for all countries that the file does not name
 * @returns undefined if nothing is known of any price
 * @throws Error that names the lines that cannot be read
 */
export function readPrices(file: string | undefined, flat: number | undefined): Prices | undefined {
  if (file === undefined) return flat === undefined ? undefined : () => flat
  const prices = parsePrices(readFileSync(file, 'utf8'))
  return (country) => prices.get(country) ?? flat
}

function parsePrices(text: string): Map<string, number> {
  const [header = [], ...rows] = parse(text, { bom: true, relax_column_count: true, trim: true })
  const names = header.map((name) => name.toLowerCase())
  const [country, price] = [names.indexOf('country'), names.indexOf('price')]
  if (country < 0 || price < 0)
    throw new Error('The first line of the prices must name the columns country,price.')
  const prices = new Map<string, number>()
  const wrong: number[] = []
  for (const [index, row] of rows.entries()) {
    const [code = '', amount] = [row[country]?.toUpperCase(), readPrice(row[price] ?? '')]
    if (row.length === 1 && row[0] === '') continue
    if (!/^[A-Z]{2}$/.test(code) || amount === undefined || prices.has(code)) wrong.push(index + 2)
    else prices.set(code, amount)
  }
  if (wrong.length > 0) {
    throw new Error(
      `Prices need a country of two letters, named once, and a price such as 0.07: see line ${wrong.join(', ')}.`,
    )
  }
  return prices
}

/** @returns undefined for what is no amount */
export function readPrice(text: string): number | undefined {
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined
}
