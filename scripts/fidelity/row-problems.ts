import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_UNKNOWNS } from '../local-tenant/unknowns.ts'
import type { Fidelity, FaithfulRow, SwitchRow } from './rows.ts'

const root = join(import.meta.dirname, '..', '..')

/** A row names its tests from `tests/local-tenant`, its folder for Actions, or `tests`. */
const FOLDERS = ['tests/local-tenant/', 'tests/local-tenant/actions-runtime/', 'tests/', '']

/** Rows whose test is not there or has failed, and switches that are in the code or in the table alone. */
export function rowProblems(rows: Fidelity): string[] {
  const failed = failedFiles()
  const tested: (FaithfulRow | SwitchRow)[] = [
    ...[...rows.faithful, ...rows.phone_networks, ...rows.faithful_actions, ...rows.switches],
  ]
  const tests = tested.flatMap((row) =>
    row.tests.flatMap((test) => {
      const name = 'what' in row ? row.what : row.switch
      const path = fileOf(test)
      if (path === undefined) return [`"${name}" names the test ${test}, which is not there`]
      return failed.has(path) ? [`"${name}" is tested by ${path}, which failed`] : []
    }),
  )
  const known = Object.keys(DEFAULT_UNKNOWNS)
  const listed = rows.switches.map(({ switch: name }) => name)
  return [
    ...tests,
    ...known.filter((name) => !listed.includes(name)).map((name) => `the switch ${name} has no row`),
    ...listed.filter((name) => !known.includes(name)).map((name) => `there is no switch ${name}`),
  ]
}

/** The file or folder of tests that a row names, relative to the project. */
export function fileOf(test: string): string | undefined {
  return FOLDERS.flatMap((folder) => [`${folder}${test}.test.ts`, `${folder}${test}`]).find((path) =>
    existsSync(join(root, path)),
  )
}

type Report = { testResults: { name: string; status: string }[] }

/** Files of tests that failed, by the reports of a run where those are at hand. */
function failedFiles(): Set<string> {
  const folder = join(root, '.cache', 'reports')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  const reports = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<Report>)
  const results = reports.flatMap(({ testResults = [] }) => testResults)
  return new Set(
    results.filter(({ status }) => status === 'failed').map(({ name }) => name.slice(root.length + 1)),
  )
}
