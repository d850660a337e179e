import { join } from 'node:path'

import { build } from 'esbuild'

import type { DeployScripts, Patch } from './attack.ts'
import { patchedSources, weakening } from './weakening.ts'

const root = join(import.meta.dirname, '../../..')

type Body = (module: { exports: unknown }, exports: unknown, load: typeof require) => void

/** Bundles what deploys with the patches in it, and loads that beside the real one. */
export async function loadWeakenedScripts(row: string, patches: readonly Patch[]): Promise<DeployScripts> {
  const { outputFiles } = await build({
    ...{ absWorkingDir: root, bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20' },
    packages: 'external',
    entryPoints: ['tests/attacks/support/deploy-scripts.ts'],
    plugins: [weakening(patchedSources(row, patches))],
  })
  const module: { exports: unknown } = { exports: {} }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own code, in the realm of the test
  const body = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '') as Body
  body(module, module.exports, require)
  return module.exports as DeployScripts
}
