import { basename } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

import type { Plugin } from 'esbuild'

import { DEFAULT_COUNTRIES } from '../lib/core/countries.ts'
import { NUMBER_TABLE } from '../lib/core/number-table.ts'
import { readMetadata } from './number-metadata.ts'
import { compileNumberTable } from './number-table.ts'

/**
 * The countries that a build is made for.
 * @param text codes with commas or spaces between them; undefined for the default countries
 * @throws Error that names the codes that are no country's
 */
export function parseCountries(text: string | undefined): readonly string[] {
  if (text === undefined) return DEFAULT_COUNTRIES
  const countries = [...new Set(text.toUpperCase().split(/[\s,]+/))].filter((code) => code !== '')
  const known = readMetadata().countries
  const unknown = countries.filter((code) => !Object.hasOwn(known, code))
  if (unknown.length > 0)
    throw new Error(`There is no country ${unknown.join(', ')}: use ISO 3166 codes as in AT,DE,GB.`)
  if (countries.length === 0) throw new Error('There is no country to build for: name some as in AT,DE,GB.')
  return countries
}

/** Builds for these countries, whatever `lib/core` says on disk; the number table is packed. */
export function buildFor(countries: readonly string[]): Plugin {
  const table = countries === DEFAULT_COUNTRIES ? NUMBER_TABLE : compileNumberTable(countries)
  const contents: Record<string, string> = {
    'countries.ts': `export const DEFAULT_COUNTRIES = ${JSON.stringify(countries)}`,
    'number-table.ts': `export const NUMBER_TABLE = ${pack(table)}`,
  }
  return {
    name: 'countries',
    setup(build) {
      build.onLoad({ filter: /[\\/]lib[\\/]core[\\/](?:countries|number-table)\.ts$/ }, ({ path }) => ({
        contents: contents[basename(path)] ?? '',
      }))
    },
  }
}

// Patterns are most of some bundles, and Auth0 takes 100 kB: packed, they are half as long.
function pack(value: object): string {
  const packed = brotliCompressSync(JSON.stringify(value)).toString('base64')
  const unpack = `require('node:zlib').brotliDecompressSync(Buffer.from('${packed}','base64'))`
  return `/* @__PURE__ */ JSON.parse(${unpack})`
}
