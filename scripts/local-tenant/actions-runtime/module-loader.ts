import { createRequire, isBuiltin } from 'node:module'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import type { HandlerName, LoadedAction } from './messages.ts'
import type { Surroundings } from './surroundings.ts'

type Handler = (event: object, api: object) => Promise<unknown>

/** Bytes, dependencies not counted. Source: Auth0 docs, customize/actions/limitations. */
export const CODE_LIMIT = 100 * 1000

export type ModuleLoader = {
  /** @throws what the module's body threw, at every run until it is forgotten */
  load(): unknown
  isLoaded(): boolean
  forget(): void
}

type Body = (...scope: unknown[]) => void

/**
 * Compiles an Action as Auth0's runtime does: an ordinary CommonJS function in the one realm there is, so `__dirname`
 * and `import` do not exist. The module body runs once, in the first run; an error there is thrown again by every run.
 */
export function createModuleLoader(action: LoadedAction, { names, modules }: Surroundings): ModuleLoader {
  const requireModule = createActionRequire(action, modules)
  let body: Body | undefined
  let loaded: { exports: unknown } | { error: unknown } | undefined
  return {
    load() {
      loaded ??= evaluate()
      if ('error' in loaded) throw loaded.error
      return loaded.exports
    },
    isLoaded: () => loaded !== undefined,
    forget() {
      loaded = undefined
    },
  }

  function evaluate(): { exports: unknown } | { error: unknown } {
    try {
      body ??= compile(action, Object.keys(names))
      const module: { exports: unknown } = { exports: {} }
      body(module, module.exports, requireModule, ...Object.values(names))
      return { exports: module.exports }
    } catch (error) {
      return { error }
    }
  }
}

function compile({ name, code }: LoadedAction, names: string[]): Body {
  const size = Buffer.byteLength(code, 'utf8')
  if (size > CODE_LIMIT)
    throw new Error(`The code of an Action must not exceed 100 kB; this is ${size} bytes.`)
  const filename = join('/', 'actions', `${name}.js`)
  return compileFunction(code, ['module', 'exports', 'require', ...names], { filename }) as Body
}

/** What the tenant installed is all there is: Node's own modules and the Action's declared dependencies. */
function createActionRequire(
  action: LoadedAction,
  modules: Surroundings['modules'],
): (name: string) => unknown {
  const requireFromPackages = createRequire(join(action.packagesRoot, 'package.json'))
  return (name) => {
    if (Object.hasOwn(modules, name)) return modules[name]
    const declared = action.dependencies.some(
      (dependency) => name === dependency.name || name.startsWith(`${dependency.name}/`),
    )
    if (isBuiltin(name) || declared) return requireFromPackages(name) as unknown
    const error = new Error(`Cannot find module '${name}'`) as NodeJS.ErrnoException
    error.code = 'MODULE_NOT_FOUND'
    throw error
  }
}

/** Auth0 takes nothing but real async functions, so a bundle that was compiled down too far is refused here too. */
export function findHandler(exports: unknown, name: HandlerName): Handler {
  if (typeof exports !== 'object' || exports === null) throw new Error('The Action must export an object.')
  const handler = (exports as { [name: string]: unknown })[name]
  if (typeof handler !== 'function' || handler.constructor.name !== 'AsyncFunction') {
    throw new Error(
      `Invalid function signature for the "${name}" handler. Use "exports.${name} = async function(event, api) { }" as the signature.`,
    )
  }
  return handler as Handler
}
