import { basename } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

import type { Plugin } from 'esbuild'

import { PARSING_METADATA } from '../lib/adapters/parsing-metadata.ts'
import { DEFAULT_COUNTRIES } from '../lib/core/countries.ts'
import { NUMBER_TABLE } from '../lib/core/number-table.ts'
import { readMetadata } from './number-metadata.ts'
import { compileNumberTable } from './number-table.ts'
import { compileParsingMetadata } from './parsing-metadata.ts'

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

const FILES = /[\\/]lib[\\/](?:core[\\/](?:countries|number-table)|adapters[\\/]parsing-metadata)\.ts$/

/** Builds for these countries, whatever `lib` says on disk; the number table is packed. */
export function buildFor(countries: readonly string[]): Plugin {
  const isDefault = countries === DEFAULT_COUNTRIES
  const table = isDefault ? NUMBER_TABLE : compileNumberTable(countries)
  const metadata = isDefault ? PARSING_METADATA : compileParsingMetadata(countries)
  const contents: Record<string, string> = {
    'countries.ts': `export const DEFAULT_COUNTRIES = ${JSON.stringify(countries)}`,
    'number-table.ts': `export const NUMBER_TABLE = ${pack(table)}`,
    'parsing-metadata.ts': `export const PARSING_METADATA = ${JSON.stringify(metadata)}`,
  }
  return {
    name: 'countries',
    setup(build) {
      build.onLoad({ filter: FILES }, ({ path }) => ({
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
