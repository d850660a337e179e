import { createRequire, isBuiltin } from 'node:module'
import { compileFunction } from 'node:vm'

import type { BuiltAction } from './build.ts'

/** Bytes, with the default countries. Auth0 takes 100 kB; we keep well below. */
export const MAX_BUNDLE_BYTES = 60_000
/** Bytes, with the numbers of some forty countries. */
export const MAX_BUNDLE_BYTES_OF_MANY_COUNTRIES = 95_000

/** A rule that every bundle keeps: the truth it establishes, and what is wrong where it does not hold. */
export type BundleRule = { truth: string; findProblem(bundle: BuiltAction): string | undefined }

const HANDLERS = [
  ...['onExecutePostLogin', 'onContinuePostLogin', 'onExecutePreUserRegistration'],
  'onExecuteCustomPhoneProvider',
]

export const BUNDLE_RULES: readonly BundleRule[] = [
  {
    truth: 'no bundle exceeds 60 kB',
    findProblem: ({ code }) => {
      const bytes = Buffer.byteLength(code)
      return bytes > MAX_BUNDLE_BYTES ? `has ${bytes} bytes, more than ${MAX_BUNDLE_BYTES}` : undefined
    },
  },
  {
    truth: 'every handler is a real AsyncFunction',
    findProblem: (bundle) => {
      const exported = Object.entries(loadBundle(bundle))
      if (exported.length === 0) return 'exports no handler'
      const wrong = exported.find(([name, value]) => !HANDLERS.includes(name) || !isAsyncFunction(value))
      return wrong && `exports ${wrong[0]}, which is not a handler of Auth0's or not an AsyncFunction`
    },
  },
  {
    truth: 'bundles require only node: built-ins',
    findProblem: ({ metafile }) => {
      const external = Object.values(metafile.outputs).flatMap(({ imports }) => imports)
      const foreign = external.find(({ path }) => !path.startsWith('node:') || !isBuiltin(path))
      return foreign && `requires ${foreign.path}`
    },
  },
  {
    // deploy-cli fills keywords in everywhere, Action code included.
    truth: 'no bundle holds keyword text',
    findProblem: ({ code }) => {
      const keyword = /##\w+##|@@\w+@@/.exec(code)
      return keyword ? `holds ${keyword[0]}` : undefined
    },
  },
  {
    truth: 'bundles are plain CommonJS scripts, without source maps or paths of this machine',
    findProblem: ({ code }) =>
      /sourceMappingURL|__dirname|__filename|import\.meta/.test(code)
        ? 'holds a source map, a path or import.meta'
        : undefined,
  },
]

/** Loads a bundle as Auth0 does: as the body of a function that is given `exports`, `require` and `module`. */
export function loadBundle({ code, file }: BuiltAction): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> }
  const run = compileFunction(code, ['exports', 'require', 'module'], { filename: file }) as (
    ...scope: unknown[]
  ) => void
  run(module.exports, createRequire(file), module)
  return module.exports
}

function isAsyncFunction(value: unknown): boolean {
  return typeof value === 'function' && value.constructor.name === 'AsyncFunction'
}
