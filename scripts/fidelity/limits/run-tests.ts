import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportJest } from '../../gates/run-jest.ts'
import { localCertificates } from '../../local-tenant/certificates.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** One test of a run. `file` is relative to the project. */
export type TestResult = { file: string; name: string; passed: boolean }

export type TestRun = { project: string; files: string[]; names?: RegExp; env?: { [name: string]: string } }

/**
 * Runs some of the project's own tests in one process, and says what became of each.
 *
 * @param run `files` are paths relative to the project, `names` is matched against whole names
 * @throws when the run itself failed, with what it printed
 */
export async function runTests({ project, files, names, env = {} }: TestRun): Promise<TestResult[]> {
  const { caFile } = await localCertificates(join(root, '.cache'))
  const folder = mkdtempSync(join(tmpdir(), 'fidelity-'))
  try {
    const how = [
      ...['--runInBand', '--silent'],
      ...(names === undefined ? [] : [`--testNamePattern=${names.source}`]),
      ...['--runTestsByPath', ...files],
    ]
    const environment = { NODE_EXTRA_CA_CERTS: caFile, ...env }
    const { output, report } = await reportJest(project, join(folder, 'report.json'), how, environment)
    if (report === undefined) throw new Error(`The tests could not be run:\n${output}`)
    const { testResults } = report
    const broken = testResults.find(
      ({ assertionResults, message }) => assertionResults.length === 0 && message !== '',
    )
    if (broken !== undefined) throw new Error(`${broken.name} could not be run:\n${broken.message}`)
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'passed' || status === 'failed')
        .map(({ title, status }) => ({
          ...{ file: name.slice(root.length + 1), name: title, passed: status === 'passed' },
        })),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
