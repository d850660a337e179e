import { buildSync } from 'esbuild'
import { join } from 'node:path'

let built: string | undefined

/**
 * The worker's program as one CommonJS text. Workers start from it without the TypeScript loader, which would cost
 * each of them a tenth of a second, and find none of its hooks inside.
 */
export function workerSource(): string {
  built ??= build()
  return built
}

function build(): string {
  const result = buildSync({
    entryPoints: [join(import.meta.dirname, 'worker-entry.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
  return result.outputFiles[0]?.text ?? ''
}
