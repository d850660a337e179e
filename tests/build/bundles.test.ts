import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'

import type { BuiltAction } from '../../scripts/build.ts'
import { actionNames, bundleActions, reportBundle } from '../../scripts/build.ts'
import { BUNDLE_RULES, MAX_BUNDLE_BYTES, loadBundle } from '../../scripts/bundle-rules.ts'

type TenantYaml = {
  actions: { name: string; code: string; runtime: string; dependencies: unknown[] }[]
}

const tenantYaml = parse(
  readFileSync(join(__dirname, '../../tenant.yaml'), 'utf8').replaceAll('@@', '##'),
) as TenantYaml

let bundles: BuiltAction[]
beforeAll(async () => {
  bundles = await bundleActions()
})

const find = (name: string): BuiltAction => {
  const bundle = bundles.find((candidate) => candidate.name === name)
  if (!bundle) throw new Error(`no bundle ${name}`)
  return bundle
}

describe.each(actionNames())('the bundle of %s', (name) => {
  test.each(BUNDLE_RULES.map((rule) => [rule.truth, rule] as const))('%s', (_truth, rule) => {
    expect(rule.findProblem(find(name))).toBeUndefined()
  })

  test('the same source gives the same bytes', async () => {
    const again = (await bundleActions()).find((bundle) => bundle.name === name)
    expect(again?.code).toBe(find(name).code)
  })

  test('tenant.yaml deploys it on node22 without npm dependencies', () => {
    const action = tenantYaml.actions.find((candidate) => candidate.name === name)
    expect(action).toMatchObject({ code: `./dist/${name}.js`, runtime: 'node22', dependencies: [] })
  })

  test('the report accounts for its bytes', () => {
    const reported = reportBundle(find(name)).reduce((sum, { bytes }) => sum + bytes, 0)
    const size = Buffer.byteLength(find(name).code)
    expect(reported).toBeGreaterThan(size * 0.8)
    expect(reported).toBeLessThanOrEqual(size)
  })
})

test('tenant.yaml names every Action that there is', () => {
  expect(tenantYaml.actions.map(({ name }) => name).sort()).toEqual(actionNames())
})

test('no bundle carries the words of Forms, and only phone-notice those of notices', () => {
  const carrying = (folder: string) =>
    bundles
      .filter(({ metafile }) => Object.keys(metafile.inputs).some((input) => input.startsWith(folder)))
      .map(({ name }) => name)
  expect(carrying('lib/texts/forms/')).toEqual([])
  expect(carrying('lib/texts/notice/')).toEqual(['phone-notice'])
})

describe('the rules find what they are for', () => {
  const spoil = (change: Partial<BuiltAction>): (string | undefined)[] =>
    BUNDLE_RULES.map((rule) => rule.findProblem({ ...find('phone-gate'), ...change })).filter(Boolean)
  const external = (path: string): BuiltAction['metafile'] => ({
    inputs: {},
    outputs: {
      'x.js': {
        bytes: 0,
        inputs: {},
        exports: [],
        imports: [{ path, kind: 'require-call', external: true }],
      },
    },
  })

  test.each<[string, () => Partial<BuiltAction>, RegExp]>([
    [
      'a bundle too large',
      () => ({ code: find('phone-gate').code + ' '.repeat(MAX_BUNDLE_BYTES) }),
      /more than/,
    ],
    [
      'a handler that is not async',
      () => ({ code: 'exports.onExecutePostLogin = () => {}' }),
      /AsyncFunction/,
    ],
    [
      'a handler wrapped into a plain function',
      () => ({ code: 'const w = (f) => (...a) => f(...a); exports.onExecutePostLogin = w(async () => {})' }),
      /AsyncFunction/,
    ],
    ['a handler Auth0 does not know', () => ({ code: 'exports.onLogin = async () => {}' }), /onLogin/],
    ['no handler at all', () => ({ code: '' }), /no handler/],
    ['a package required at run time', () => ({ metafile: external('jose') }), /requires jose/],
    ['a built-in without its prefix', () => ({ metafile: external('fs') }), /requires fs/],
    [
      'T28 keyword text',
      () => ({ code: 'exports.onExecutePostLogin = async () => "##TENANT##"' }),
      /##TENANT##/,
    ],
    [
      'T28 list keyword text',
      () => ({ code: 'exports.onExecutePostLogin = async () => "@@A_1@@"' }),
      /@@A_1@@/,
    ],
    [
      'a source map',
      () => ({ code: 'exports.onExecutePostLogin = async () => {} //# sourceMappingURL=x' }),
      /source map/,
    ],
  ])('%s', (_name, change, problem) => {
    expect(spoil(change()).join('\n')).toMatch(problem)
  })
})

test('a bundle serves a reader of `exports` as well as one of `module.exports`', () => {
  const { code, file } = find('phone-gate')
  const withOwnExports = `const given = exports;${code};module.exports = given`
  expect(Object.keys(loadBundle({ ...find('phone-gate'), code: withOwnExports, file }))).toEqual([
    'onExecutePreUserRegistration',
  ])
})
