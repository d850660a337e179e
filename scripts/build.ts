import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

import { Command, Option } from 'commander'
import { type BuildOptions, type Metafile, type Plugin, build } from 'esbuild'

import { buildFor, parseCountries } from './build-countries.ts'
import { OWN_NAMES } from './own-names.ts'
import { writeForms } from './forms/build-forms.ts'

const root = join(import.meta.dirname, '..')

/** One Action, built. */
export type BuiltAction = {
  /** As in `actions/NAME.ts` and in the tenant. */
  name: string
  /** Absolute path of the bundle in `dist/`. */
  file: string
  code: string
  metafile: Metafile
}

/** The Actions that `actions/` holds, by name, sorted. */
export function actionNames(): string[] {
  return readdirSync(join(root, 'actions'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort()
}

/**
 * Bundles every Action into one minified CommonJS file for Auth0's node22 runtime. Nothing in the output depends
 * on the time, the machine or the folder, so the same source gives the same bytes.
 * @param countries that the bundles know numbers of
 * @returns the bundles, in memory; `npm run build` writes them
 */
export async function bundleActions(countries = configuredCountries()): Promise<BuiltAction[]> {
  const plugin = buildFor(countries)
  return Promise.all(actionNames().map((name) => bundleAction(name, plugin)))
}

/** Those of the environment, so that whatever builds builds alike. */
function configuredCountries(): readonly string[] {
  return parseCountries(process.env.PHONE_COUNTRIES)
}

/** How esbuild makes a bundle for Auth0 of any of our files. */
export function bundling(plugin: Plugin) {
  return {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    platform: 'node',
    format: 'cjs',
    // Below es2017 a handler would no longer be a real AsyncFunction, which Auth0 refuses.
    target: 'node22',
    mangleProps: new RegExp(`^(${OWN_NAMES.join('|')})$`),
    plugins: [plugin],
    // The same, not rewritten for browsers of ten years ago: 14 kB less.
    alias: { 'libphonenumber-js/core': 'libphonenumber-js/core/es6' },
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  } satisfies BuildOptions
}

async function bundleAction(name: string, plugin: Plugin): Promise<BuiltAction> {
  const result = await build({
    ...bundling(plugin),
    stdin: { contents: assignHandlers(name), resolveDir: root, sourcefile: `${name}.ts` },
    outfile: `dist/${name}.js`,
  })
  const [output] = result.outputFiles
  if (!output) throw new Error(`esbuild made no file for actions/${name}.ts`)
  const { metafile } = result
  return {
    name,
    file: join(root, 'dist', `${name}.js`),
    code: banner(name, metafile) + output.text,
    metafile,
  }
}

/**
 * The handlers assigned to `exports`, as Auth0's examples do it. It serves a reader of `module.exports` as well, and
 * esbuild's own way takes half a kilobyte.
 */
function assignHandlers(name: string): string {
  const source = readFileSync(join(root, 'actions', `${name}.ts`), 'utf8')
  const handlers = [...source.matchAll(/^export const (\w+) =/gm)].map(([, handler = '']) => handler)
  return [
    `import * as action from './actions/${name}.ts'`,
    ...handlers.map((handler) => `exports.${handler} = action.${handler}`),
  ].join('\n')
}

/** Whose work a bundle holds, by the path of what was taken in. */
const NOTICES = {
  'node_modules/jose/': 'jose (MIT, (c) Filip Skokan)',
  'node_modules/libphonenumber-js/': 'libphonenumber-js (MIT, (c) Nikolay Kuchumov)',
  'lib/core/number-table.ts': 'number patterns of libphonenumber (Apache 2.0)',
}

function banner(name: string, { inputs }: Metafile): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const notices = Object.entries(NOTICES)
    .filter(([path]) => Object.keys(inputs).some((input) => input.startsWith(path)))
    .map(([, notice]) => notice)
  const held = notices.length === 0 ? '' : ` with ${notices.join(', ')}`
  return `/*! ${name} ${version} (MIT)${held} */\n"use strict";`
}

/** Bundles every Action into `dist/`, each with its esbuild metafile beside it, and the Forms and flows they render. */
async function buildActions(countries: readonly string[]): Promise<BuiltAction[]> {
  const built = await bundleActions(countries)
  mkdirSync(join(root, 'dist'), { recursive: true })
  for (const { file, code, metafile } of built) {
    writeFileSync(file, code)
    writeFileSync(file.replace(/\.js$/, '.meta.json'), JSON.stringify(metafile, null, 2))
  }
  writeForms()
  return built
}

/** What a bundle is made of: bytes by package, largest first. */
export function reportBundle({ metafile }: BuiltAction): { from: string; bytes: number }[] {
  const [output] = Object.values(metafile.outputs)
  const bytes = new Map<string, number>()
  for (const [input, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const from = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'our own code'
    bytes.set(from, (bytes.get(from) ?? 0) + bytesInOutput)
  }
  return [...bytes]
    .map(([from, size]) => ({ from, bytes: size }))
    .sort((one, other) => other.bytes - one.bytes)
}

const command = new Command('npm run build --')
  .description('Bundles every Action into dist/.')
  .addOption(
    new Option('--countries <codes>', 'those whose numbers the Actions know, as in AT,DE,GB').env(
      'PHONE_COUNTRIES',
    ),
  )
  .action(buildAndReport)

async function buildAndReport({ countries }: { countries?: string }): Promise<void> {
  for (const action of await buildActions(parseNamed(countries))) {
    const parts = reportBundle(action).map(({ from, bytes }) => `${from} ${bytes}`)
    const size = Buffer.byteLength(action.code)
    console.log(`${relative(root, action.file)}  ${size} bytes  (${parts.join(', ')})`)
  }
}

function parseNamed(text: string | undefined): readonly string[] {
  try {
    return parseCountries(text)
  } catch (error) {
    return command.error(error instanceof Error ? error.message : String(error))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void command.parseAsync()
