import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(__dirname, '../../../..')
const folder = mkdtempSync(join(tmpdir(), 'policy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = 'time,user,number,ip_country\n'
const LINE = '2026-03-01T12:00:00Z,ada,+4915112345678,DE\n'
writeFileSync(join(folder, 'good.csv'), HEADER + LINE)

/** As npm runs it: in the project's folder, with the person's own folder told. */
function run(args: string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/policy.ts', ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder },
    input,
    encoding: 'utf8',
  })
}

describe('npm run policy', () => {
  test('finds a file from where the person is, and ends with 0', () => {
    const { status, stdout } = run(['check', 'good.csv', '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 1, refused: 0 })
  })

  test('reads what is piped in, and ends with 2 where lines had to be left out', () => {
    const { status, stdout, stderr } = run(['check', '-', '--list'], `${HEADER}x\n${LINE}`)
    expect(status).toBe(2)
    expect(stdout).toContain('\n3,2026-03-01T12:00:00.000Z,ada,+4915112345678,DE,sent,\n')
    expect(stderr).toContain('line 2: columns: 1, and not 4')
  })

  test('says in one sentence what cannot be done, and ends with 1', () => {
    const { status, stdout, stderr } = run(['check', 'none.csv'])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`There is no file ${join(folder, 'none.csv')}.\n(--help shows how)\n`)
  })

  test('makes a table for countries that what ships does not know', () => {
    const { status, stdout } = run(['check', 'good.csv', '--countries', 'US', '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      reasons: { country_not_allowed: 1 },
      rules: { countries: ['US'] },
    })
  })

  test('names a country that is none', () => {
    const { status, stderr } = run(['check', 'good.csv', '--countries', 'DE,XX'])
    expect(status).toBe(1)
    expect(stderr).toContain('There is no country XX: use ISO 3166 codes as in AT,DE,GB.\n')
  })

  test('explains itself', () => {
    const { status, stdout } = run(['check', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain(HEADER)
  })
})
