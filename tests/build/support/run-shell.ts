import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ROOT } from '../../support/source.ts'

/** What a step's script did. */
export type ShellRun = { status: number | null; stderr: string; file: (name: string) => string }

/**
 * Runs the script of a step as GitHub does, with some commands played by others: `calls` in the folder `$RUNNER_TEMP`
 * may remember what they were called with.
 *
 * @param commands by name, a shell script each
 */
export function runStep(
  script: string,
  commands: { [name: string]: string },
  environment: { [name: string]: string } = {},
): ShellRun {
  const folder = mkdtempSync(join(tmpdir(), 'step-'))
  const path = (name: string) => join(folder, name)
  try {
    for (const [name, body] of Object.entries(commands)) {
      writeFileSync(path(name), `#!/usr/bin/env bash\n${body}\n`)
      chmodSync(path(name), 0o755)
    }
    writeFileSync(path('step.sh'), script)
    // Source: GitHub docs, workflow syntax, jobs.<job_id>.steps[*].shell: unless told otherwise, `bash -e {0}`.
    const { status, stderr } = spawnSync('bash', ['-e', path('step.sh')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
        ...{ RUNNER_TEMP: folder, GITHUB_OUTPUT: path('output'), GITHUB_STEP_SUMMARY: path('summary') },
        ...environment,
      },
    })
    const names = ['output', 'summary', 'calls', 'body', 'comment.md']
    const files = new Map(
      names.map((name) => [name, existsSync(path(name)) ? readFileSync(path(name), 'utf8') : '']),
    )
    return { status, stderr, file: (name) => files.get(name) ?? '' }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
