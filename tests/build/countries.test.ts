import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { build } from 'esbuild'

import type { judgeTypedNumber } from '../../lib/adapters/typed-number.ts'
import { DEFAULT_COUNTRIES } from '../../lib/core/countries.ts'
import type { NumberTable } from '../../lib/core/identify-number.ts'
import type { judgeNumber } from '../../lib/core/number-policy.ts'
import { NUMBER_TABLE } from '../../lib/core/number-table.ts'
import { buildFor, parseCountries } from '../../scripts/build-countries.ts'
import { bundleActions, bundling } from '../../scripts/build.ts'
import { MAX_BUNDLE_BYTES_OF_MANY_COUNTRIES, loadBundle } from '../../scripts/bundle-rules.ts'
import { compileNumberTable } from '../../scripts/number-table.ts'
import { LONG_LIST } from '../support/countries.ts'
import { phoneNumber } from '../support/values.ts'

const root = join(__dirname, '../..')

type Policy = {
  DEFAULT_COUNTRIES: readonly string[]
  NUMBER_TABLE: NumberTable
  judgeNumber: typeof judgeNumber
  judgeTypedNumber: typeof judgeTypedNumber
}

const WHERE: Record<keyof Policy, string> = {
  DEFAULT_COUNTRIES: 'core/countries',
  NUMBER_TABLE: 'core/number-table',
  judgeNumber: 'core/number-policy',
  judgeTypedNumber: 'adapters/typed-number',
}

/** Some of the number policy, bundled as it is into an Action. */
async function bundlePolicy<Name extends keyof Policy>(
  countries: readonly string[],
  ...names: Name[]
): Promise<{ bytes: number; policy: Pick<Policy, Name> }> {
  const contents = names.flatMap((name) => [
    `import { ${name} } from './lib/${WHERE[name]}.ts'`,
    `exports.${name} = ${name}`,
  ])
  const options = bundling(buildFor(countries))
  const result = await build({ ...options, stdin: { contents: contents.join('\n'), resolveDir: root } })
  const code = result.outputFiles[0]?.text ?? ''
  const loaded = loadBundle({
    name: 'policy',
    file: join(root, 'policy.js'),
    code,
    metafile: result.metafile,
  })
  return { bytes: Buffer.byteLength(code), policy: loaded as Policy }
}

describe('a build for a long list of countries', () => {
  test(`has no bundle of more than ${MAX_BUNDLE_BYTES_OF_MANY_COUNTRIES} bytes`, async () => {
    const sizes = (await bundleActions(LONG_LIST)).map(
      ({ name, code }) => [name, Buffer.byteLength(code)] as const,
    )
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.filter(([, bytes]) => bytes > MAX_BUNDLE_BYTES_OF_MANY_COUNTRIES)).toEqual([])
  })

  test('R31 knows their numbers, and allows these countries unless it is told others', async () => {
    const { policy } = await bundlePolicy(LONG_LIST, 'NUMBER_TABLE', 'DEFAULT_COUNTRIES', 'judgeNumber')
    expect(policy.NUMBER_TABLE).toEqual(compileNumberTable(LONG_LIST))
    expect(policy.DEFAULT_COUNTRIES).toEqual(LONG_LIST)
    const verdict = policy.judgeNumber(phoneNumber('+14165550000'), {
      countries: LONG_LIST,
      kinds: ['mobile'],
    })
    expect(verdict).toEqual({ kind: 'allowed', country: 'CA' })
  })

  test.each([
    ['US', '011 44 7400 123456', { kind: 'number', phone: '+447400123456' }],
    ['IT', '312 345 6789', { kind: 'number', phone: '+393123456789' }],
    ['IT', '06 698 12345', { kind: 'refused', why: 'country_not_allowed' }],
    ['US', '1-800-FLOWERS', { kind: 'refused', why: 'unreadable' }],
  ])('R30 reads what is typed: picked %s, typed %s', async (country_code_iso, national_number, expected) => {
    const { policy } = await bundlePolicy(LONG_LIST, 'judgeTypedNumber')
    const field = { national_number, country_code_iso }
    expect(policy.judgeTypedNumber(field, { countries: LONG_LIST, kinds: ['mobile'] })).toEqual(expected)
  })

  test('changes nothing on disk', async () => {
    const read = () =>
      ['core/countries', 'core/number-table', 'adapters/parsing-metadata'].map((name) =>
        readFileSync(join(root, 'lib', `${name}.ts`), 'utf8'),
      )
    const before = read()
    await bundlePolicy(LONG_LIST, 'judgeTypedNumber')
    expect(read()).toEqual(before)
  })
})

describe('a build for the default countries', () => {
  test('holds the table that is in the repository', async () => {
    const { policy } = await bundlePolicy(DEFAULT_COUNTRIES, 'NUMBER_TABLE', 'DEFAULT_COUNTRIES')
    expect(policy.NUMBER_TABLE).toEqual(NUMBER_TABLE)
    expect(policy.DEFAULT_COUNTRIES).toEqual(DEFAULT_COUNTRIES)
  })

  test('gives less than 5 kB to the number policy', async () => {
    expect((await bundlePolicy(DEFAULT_COUNTRIES, 'judgeNumber')).bytes).toBeLessThan(5_000)
  })
})

describe('the countries that a build is told', () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ['none', undefined, DEFAULT_COUNTRIES],
    ['commas', 'AT,BE', ['AT', 'BE']],
    ['commas and spaces', ' AT, BE ,', ['AT', 'BE']],
    ['small letters', 'at be', ['AT', 'BE']],
    ['one of them twice', 'AT,AT', ['AT']],
  ])('with %s', (_name, text, countries) => {
    expect(parseCountries(text)).toEqual(countries)
  })

  test.each([
    ['AT,XX,DE,YY', 'There is no country XX, YY'],
    ['Austria', 'There is no country AUSTRIA'],
    ['001', 'There is no country 001'],
    ['toString', 'There is no country TOSTRING'],
    ['', 'There is no country to build for'],
    [' , ', 'There is no country to build for'],
  ])('are named if there is no such country: %s', (text, problem) => {
    expect(() => parseCountries(text)).toThrow(problem)
  })

  test.each([
    ['as an argument', ['--countries', 'AT,XX'], {}],
    ['in the environment', [], { PHONE_COUNTRIES: 'AT,XX' }],
  ])('reach the command %s', (_name, args, environment) => {
    const command = ['--import', 'tsx', 'scripts/build.ts', ...args]
    const env = { ...process.env, ...environment }
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' })
    expect(stderr).toBe('There is no country XX: use ISO 3166 codes as in AT,DE,GB.\n')
    expect(status).toBe(1)
  })
})
