import { stripVTControlCharacters } from 'node:util'
import type { Diagnosis } from '../../../../scripts/doctor/diagnose.ts'
import { examine } from '../../../../scripts/doctor/examine.ts'
import type { Finding } from '../../../../scripts/doctor/finding.ts'
import { renderReport, reportJson } from '../../../../scripts/doctor/report.ts'
import { healthyCase } from './healthy-tenant.ts'

const FAILED: Finding = {
  ...{ check: 'universal_login', title: 'New Universal Login', verdict: 'fail', blocks: true },
  ...{ found: 'The tenant uses Classic Login.', mend: 'Choose Universal Login.' },
}
const WARNED: Finding = {
  ...{ check: 'mfa_by_actions', title: 'Second factors by Actions', verdict: 'warn', blocks: false },
  ...{ found: 'Off.', mend: 'Switch it on.' },
}
const PASSED: Finding = {
  ...{ check: 'bindings', title: 'Bindings of Actions', verdict: 'pass', blocks: false },
  found: 'Ours come first, in order.',
}
const diagnosis = (...findings: Finding[]): Diagnosis => ({ tenant: 'acme.eu.auth0.com', findings })

describe('the table', () => {
  test('names the tenant, and has what was found beside what to do', () => {
    const [first, ...lines] = renderReport(diagnosis(FAILED), false).split('\n')
    expect(first).toBe('acme.eu.auth0.com')
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^│ fail │ New Universal Login +│ The tenant uses Classic Login\. +│ Choose Universal Login\. +│$/,
      ),
    )
  })

  test('ends with what matters, and says what it comes to', () => {
    const text = renderReport(diagnosis(FAILED, PASSED, WARNED), false)
    expect(text.match(/pass|warn|fail/g)?.slice(0, 3)).toEqual(['pass', 'warn', 'fail'])
    expect(text.split('\n').at(-1)).toBe(
      '1 passed, 1 warning, 1 failed. npm run deploy does not start before this is mended: New Universal Login.',
    )
  })

  test('names once what blocks, however often', () => {
    const text = renderReport(diagnosis(FAILED, FAILED), false)
    expect(text).toMatch(/0 passed, 0 warnings, 2 failed\. .*: New Universal Login\.$/)
  })

  test('fits 100 columns, and cuts nothing off', () => {
    const url = `https://${'login.'.repeat(12)}example.com/continue`
    const { tenant, wanted } = healthyCase()
    const long: Finding = { ...FAILED, found: `Missing: ${url}.`, mend: url, title: 'a'.repeat(50) }
    const text = renderReport(diagnosis(...examine(tenant, wanted), long), false)
    const lines = text.split('\n')
    const widths = lines.filter((line) => line.startsWith('│')).map((line) => line.length)
    expect([...new Set(widths)]).toEqual([100])
    expect(text).not.toContain('…')
    const columns = [1, 2, 3].map((column) =>
      lines.map((line) => line.split('│')[column + 1]?.trim() ?? '').join(''),
    )
    expect(columns[0]).toContain('a'.repeat(50))
    expect(columns[1]).toContain(url)
    expect(columns[2]).toContain(url)
  })

  test('is in colour only where it is asked for', () => {
    const plain = renderReport(diagnosis(FAILED, WARNED, PASSED), false)
    const coloured = renderReport(diagnosis(FAILED, WARNED, PASSED), true)
    expect(stripVTControlCharacters(plain)).toBe(plain)
    expect(stripVTControlCharacters(coloured)).toBe(plain)
    expect(coloured).toContain('\u001B[31mfail')
  })
})

test('JSON has the findings as they are, counted', () => {
  expect(reportJson(diagnosis(FAILED, WARNED, PASSED, PASSED))).toEqual({
    ...{ tenant: 'acme.eu.auth0.com', pass: 2, warn: 1, fail: 1, blocks: true },
    findings: [FAILED, WARNED, PASSED, PASSED],
  })
  expect(reportJson(diagnosis(WARNED))).toMatchObject({ blocks: false })
})
