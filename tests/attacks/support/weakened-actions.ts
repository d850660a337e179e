import type { Metafile } from 'esbuild'
import { build } from 'esbuild'

import { buildFor, parseCountries } from '../../../scripts/build-countries.ts'
import { bundleActions, bundling } from '../../../scripts/build.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Patch } from './attack.ts'
import { patchedSources, weakening } from './weakening.ts'

// Packing the numbers of the countries takes longer than bundling.
const countries = buildFor(parseCountries(undefined))

let healthy: ReturnType<typeof bundleActions> | undefined

export type WeakenedAction = { name: string; code: string }

/** Bundles the Actions that carry one of the patched files, as the build does. */
export async function buildWeakenedActions(
  row: string,
  patches: readonly Patch[],
): Promise<WeakenedAction[]> {
  const plugin = weakening(patchedSources(row, patches))
  healthy ??= bundleActions()
  const names = (await healthy)
    .filter(({ name, metafile }) => patches.some(({ file }) => carries(name, metafile, file)))
    .map(({ name }) => name)
  if (names.length === 0) throw new Error(`${row}: no Action carries what is weakened.`)
  return Promise.all(
    names.map(async (name) => {
      const options = bundling(countries)
      const { outputFiles } = await build({
        ...options,
        plugins: [plugin, ...options.plugins],
        entryPoints: [`actions/${name}.ts`],
        outfile: `dist/${name}.js`,
      })
      return { name, code: outputFiles[0]?.text ?? '' }
    }),
  )
}

function carries(name: string, { outputs }: Metafile, file: string): boolean {
  if (file === `actions/${name}.ts`) return true
  return Object.values(outputs).some(({ inputs }) => (inputs[file]?.bytesInOutput ?? 0) > 0)
}

/** Puts the code into the tenant as a deploy does, over its Management API. */
export async function putActions({ management, tenant }: Stage, built: readonly WeakenedAction[]) {
  const { actions } = (await tenant.control.state()).configuration
  for (const { name, code } of built) {
    const id = actions.find((action) => action.name === name)?.id
    if (id === undefined) throw new Error(`The tenant has no Action ${name}`)
    await management.actions.update(id, { code })
    await management.actions.deploy(id)
  }
}
