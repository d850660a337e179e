import { bundleActions } from '../build.ts'
import { preparedSnapshot } from '../demo/prepared-tenant.ts'
import type { Progress } from '../demo/progress.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { startBenchTenant } from './bench-tenant.ts'
import type { Measured, Section } from './report.ts'
import type { ThirdParty } from './third-party/third-party.ts'

/** One after the other, each in a tenant as it was at its start. */
export async function runSections(
  sections: readonly Section[],
  given: { quick: boolean; people: number; progress: Progress; thirdParty?: ThirdParty },
): Promise<Measured> {
  let shared: BenchTenant | undefined
  const { snapshotFile } = await preparedSnapshot(given)
  const built = await bundleActions()
  const tenant = async (): Promise<BenchTenant> => {
    shared ??= await startBenchTenant({ snapshot: snapshotFile })
    await shared.control.reset()
    return shared
  }
  const all: Measured = { tables: [], promises: [], curves: {} }
  try {
    for (const section of sections) {
      const started = performance.now()
      const { tables, promises, curves } = await section.measure({ ...given, built, snapshotFile, tenant })
      all.tables.push(...tables)
      all.promises.push(...promises)
      all.curves = { ...all.curves, ...curves }
      given.progress.done(`${section.name}: ${((performance.now() - started) / 1000).toFixed(0)} s`)
    }
    return all
  } finally {
    await shared?.stop()
  }
}
