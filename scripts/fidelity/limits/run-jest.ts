import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localCertificates } from '../../local-tenant/certificates.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** One test of a run. `file` is relative to the project. */
export type TestResult = { file: string; name: string; passed: boolean }

type Report = {
  testResults: {
    name: string
    message: string
    assertionResults: { title: string; fullName: string; status: string }[]
  }[]
}

export type JestRun = { project: string; files: string[]; names?: RegExp; env?: { [name: string]: string } }

/**
 * Runs some of the project's own tests in one process, and says what became of each.
 *
 * @param run `files` are paths relative to the project, `names` is matched against whole names
 * @throws when the run itself failed, with what it printed
 */
export async function runJest({ project, files, names, env = {} }: JestRun): Promise<TestResult[]> {
  const { caFile } = await localCertificates(join(root, '.cache'))
  const folder = mkdtempSync(join(tmpdir(), 'fidelity-'))
  const report = join(folder, 'report.json')
  try {
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
        ...[`--selectProjects=${project}`, '--runInBand', '--silent', '--json', `--outputFile=${report}`],
        ...(names === undefined ? [] : [`--testNamePattern=${names.source}`]),
        ...['--runTestsByPath', ...files],
      ],
      {
        cwd: root,
        env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const words: string[] = []
    child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text))
    await once(child, 'close')
    if (!existsSync(report)) throw new Error(`The tests could not be run:\n${words.join('')}`)
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
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
