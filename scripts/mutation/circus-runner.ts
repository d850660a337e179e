import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { Script } from 'node:vm'

import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import type { InstrumenterContext } from '@stryker-mutator/api/core'
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
  TestRunnerCapabilities,
} from '@stryker-mutator/api/test-runner'

import { bundleTests } from './bundle-tests.ts'
import type { TestsBundle } from './bundle-tests.ts'
import { asFunction, loadTests, runTests } from './loaded-tests.ts'
import type { LoadedTest, RanTest } from './loaded-tests.ts'
import { ROW } from './rules.ts'

export const RUNNER = 'circus'

/**
 * Runs mutants in milliseconds. Stryker's runner for Jest starts Jest anew for each of them, which takes a second;
 * there are thousands, and the tests that one of them has to face take a fraction of that.
 */
class CircusRunner implements TestRunner {
  private bundle: TestsBundle | undefined
  private script: Script | undefined
  private tests: readonly LoadedTest[] = []
  /** Whether the tests were loaded while no mutant was active. */
  private isClean = false

  // Stryker runs it in the folder of the copy with the mutants in it.
  private readonly folder = process.cwd()

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    this.bundle = await bundleTests(this.folder)
    this.script = new Script(asFunction(this.bundle.script), { filename: 'tests.cjs' })
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const context = instrumenterContext()
    this.load()
    const tests: TestResult[] = []
    for (const test of this.tests) {
      // What runs from here on is covered by this test.
      context.currentTestId = test.id
      tests.push(...(await runTests([test])).map(asResult))
    }
    delete context.currentTestId
    const { mutantCoverage } = context
    return {
      status: DryRunStatus.Complete,
      tests,
      ...(coverageAnalysis !== 'off' && mutantCoverage && { mutantCoverage }),
    }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    return toMutantRunResult(await this.runMutant(options), options.disableBail)
  }

  private async runMutant(options: MutantRunOptions): Promise<DryRunResult> {
    const { activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName } = options
    const context = instrumenterContext()
    const isStatic = mutantActivation === 'static'
    const leavesTraces = isStatic || (await keepsSomething(sandboxFileName))
    const files = leavesTraces ? this.bundle?.testsOf(relative(this.folder, sandboxFileName)) : undefined
    if (!isStatic && (leavesTraces || !this.isClean)) this.load(files)
    Object.assign(context, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 })
    try {
      if (isStatic) this.load(files)
      const wanted = testFilter && new Set(testFilter)
      const tests = await this.untilOneFails(({ id }) => !wanted || wanted.has(id))
      return determineHitLimitReached(context.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests }
    } catch (error) {
      // A mutant that cannot even be loaded.
      return { status: DryRunStatus.Error, errorMessage: String(error) }
    } finally {
      delete context.activeMutant
      if (leavesTraces) this.isClean = false
    }
  }

  // Those with the name of a row go first: only if none of them notices, another test is what kills the mutant.
  private async untilOneFails(isWanted: (test: LoadedTest) => boolean): Promise<TestResult[]> {
    const [named = [], others = []] = [true, false].map((hasRow) =>
      this.tests.filter((test) => isWanted(test) && ROW.test(test.name) === hasRow),
    )
    const results: TestResult[] = []
    for (const test of [...named, ...others]) {
      const ran = (await runTests([test])).map(asResult)
      results.push(...ran)
      if (ran.some(({ status }) => status === TestStatus.Failed)) break
    }
    return results
  }

  private load(files?: ReadonlySet<string>): void {
    if (!this.script) throw new Error('The runner has not been initialised.')
    this.tests = loadTests(this.script, this.folder, (file) => !files || files.has(file))
    this.isClean = true
  }
}

function asResult({ test, failure, milliseconds }: RanTest): TestResult {
  const { id, name, file } = test
  const result = { id, name, fileName: file, timeSpentMs: milliseconds }
  return failure === undefined
    ? { ...result, status: TestStatus.Success }
    : { ...result, status: TestStatus.Failed, failureMessage: failure }
}

// What one mutant has left in a memory of the module would be found by the next.
async function keepsSomething(source: string): Promise<boolean> {
  return /^const \w+ = new (Weak)?(Map|Set)\b/m.test(await readFile(source, 'utf8'))
}

/** Where the instrumented sources look for the mutant that is active, and note which were run. */
function instrumenterContext(): InstrumenterContext {
  const holder = globalThis as { [INSTRUMENTER_CONSTANTS.NAMESPACE]?: InstrumenterContext }
  return (holder[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {})
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, RUNNER, CircusRunner)]
